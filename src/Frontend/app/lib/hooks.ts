'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, me, token } from './api';
import { endpoints } from './endpoints';
import { LiveConnection, type LiveState } from './live-connection';
import type { LiveMessage, User } from './types';

export interface Loaded<Value> {
  value: Value | undefined;
  error: string | undefined;
  reload: () => void;
  change: (next: (value: Value) => Value) => void;
}

/** Loads a value, again every `interval` ms when one is given. A value once loaded stays while a later load fails. */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>, interval?: number): Loaded<Value> {
  const [value, setValue] = useState<Value>();
  const [error, setError] = useState<string>();
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const change = useCallback((next: (value: Value) => Value) => setValue((old) => (old === undefined ? old : next(old))), []);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal)
      .then((loaded) => {
        if (abort.signal.aborted) return;
        setValue(loaded);
        setError(undefined);
      })
      .catch((reason: unknown) => {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
      });
    const timer = interval ? setTimeout(reload, interval) : undefined;
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [load, interval, reload, round]);

  return { value, error, reload, change };
}

/** Who is signed in; sends everyone else to the sign-in page. */
export function useSession(): { user: User | undefined; error: string | undefined } {
  const router = useRouter();
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        return await me(signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) router.replace('/sign-in');
        throw error;
      }
    },
    [router],
  );
  const { value, error } = useLoaded(load);
  return { user: value, error };
}

/** Keeps a live connection while the component is there. `onReturn` runs when it is back after a break. */
export function useLive(onMessage: (message: LiveMessage) => void, onReturn: () => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const handlers = useRef({ onMessage, onReturn });
  useEffect(() => {
    handlers.current = { onMessage, onReturn };
  });

  useEffect(() => {
    let broken = false;
    const address = () => {
      const bearer = token();
      return endpoints().live + (bearer ? `?token=${encodeURIComponent(bearer)}` : '');
    };
    const connection = new LiveConnection(
      address,
      (message) => handlers.current.onMessage(message),
      (next) => {
        if (next === 'live' && broken) handlers.current.onReturn();
        broken = next === 'offline' || (broken && next !== 'live');
        setState(next);
      },
    );
    connection.open();
    return () => connection.close();
  }, []);

  return state;
}
