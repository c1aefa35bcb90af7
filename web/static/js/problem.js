// What went wrong, as the contract words it, or as this screen can honestly say it.

/**
 * An answer that is not a success. `unknown` means: the outcome is not known, the same key may be sent again.
 */
export class Problem extends Error {
  constructor(
    {
      status = 0,
      code = "unreachable",
      title = "",
      detail = "",
      fields = [],
      current = null,
      retryable = false,
      ...rest
    },
    retryAfterSeconds = 0,
  ) {
    super(detail || title || code);
    Object.assign(this, {
      status,
      code,
      title,
      detail,
      fields: fields ?? [],
      current,
      retryable,
      retryAfterSeconds,
      rest,
    });
  }

  get unknown() {
    return this.status === 0 || this.status >= 500;
  }
}

const SENTENCES = {
  unreachable: "The hub does not answer. Nothing is lost: press again and it is sent once.",
  sold_out: "Something in this order has just run out.",
  lines_held: "Some lines are still on hold. Fire or remove them, then take the money.",
  bill_stale: "The order changed after this bill was made. Make the bill again.",
  no_open_drawer: "No drawer is open. Open one in the office under Money, or take a card.",
  allergy_unacknowledged: "Confirm the guest's allergy on this ticket first.",
  approval_required: "A manager has to approve this.",
  stale_version: "Somebody else changed this a moment ago. Here is how it stands now.",
  overpaid: "That is more than is due.",
  incident: "The hub stumbled over this. It is noted there; try once more.",
};

export function sentence(problem) {
  if (!(problem instanceof Problem))
    return "This screen stumbled. Load the page again; what was sent is safe.";
  return problem.detail || SENTENCES[problem.code] || problem.title || "That was not possible.";
}
