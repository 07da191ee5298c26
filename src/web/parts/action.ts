import { useState } from 'preact/hooks';
import { failureOf } from '../state/api.ts';

/** Something that a button does and that takes a while: whether it goes on, and a sentence about its failure. */
export function useAction<A extends unknown[]>(act: (...given: A) => Promise<void>) {
  const [state, setState] = useState<{ busy: boolean; wrong?: string }>({ busy: false });
  const run = async (...given: A) => {
    setState({ busy: true });
    try {
      await act(...given);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, wrong: failureOf(error).detail });
    }
  };
  return { ...state, run };
}
