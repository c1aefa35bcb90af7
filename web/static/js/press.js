// One press, one write: the second tap while the first is under way does nothing, and what went wrong stays
// in place.
import { useCallback, useRef, useState } from "preact/hooks";
import { Problem } from "./problem.js";

/** → {press, busy, done, problem, clear}. `act` gets the arguments of `press` and may throw a Problem. */
export function usePress(act) {
  const [state, setState] = useState({ busy: false, done: false, problem: null });
  const underWay = useRef(false);
  const latest = useRef(act);
  latest.current = act;
  const press = useCallback(async (...args) => {
    if (underWay.current) return undefined;
    underWay.current = true;
    setState({ busy: true, done: false, problem: null });
    try {
      const answer = await latest.current(...args);
      setState({ busy: false, done: true, problem: null });
      return answer;
    } catch (problem) {
      if (!(problem instanceof Problem)) console.error(problem);
      setState({ busy: false, done: false, problem });
      return undefined;
    } finally {
      underWay.current = false;
    }
  }, []);
  const clear = useCallback(() => setState({ busy: false, done: false, problem: null }), []);
  return { press, ...state, clear };
}
