// What a printer's state means in words, and whether somebody should go there.
const WORDS = {
  ready: "ready",
  unknown: "not asked yet",
  offline: "does not answer",
  paper_out: "no paper",
  cover_open: "cover open",
  paper_near_end: "paper nearly out",
  error: "in trouble",
};
const FINE = new Set(["ready", "unknown"]);

export const stateWords = (printer) => WORDS[printer.state] ?? printer.state;
export const isTrouble = (printer) => !FINE.has(printer.state);

export const JOB_WORDS = {
  queued: "waits",
  sending: "going out",
  printed: "printed",
  unverified: "sent, not confirmed",
  unknown: "may have printed",
  failed: "failed",
  moved: "moved to the backup",
};
