'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, socketAddress } from './api';
import { LiveConnection, type LiveState } from './live-connection';
import { messageOf } from './message-of';
import type { LiveMessage } from './types';

export interface Loaded<Value> {
  value: Value | undefined;
  error: string | undefined;
  reload: () => void;
  change: (next: (value: Value) => Value) => void;
}

/**
 * Loads a value, again every `interval` ms when one is given. A value once loaded stays while a later load fails.
 * Whoever is not, or no longer, signed in is sent to the sign-in page.
 */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>, interval?: number): Loaded<Value> {
  const router = useRouter();
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
        if (abort.signal.aborted) return;
        if (reason instanceof ApiError && reason.status === 401) router.replace('/sign-in');
        else setError(messageOf(reason));
      });
    const timer = interval ? setTimeout(reload, interval) : undefined;
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [load, interval, reload, round, router]);

  return { value, error, reload, change };
}

/** What a live connection tells its page. */
export interface LiveHandlers {
  onMessage: (message: LiveMessage) => void;
  /** It is back after a break: something may have been missed. */
  onReturn: () => void;
  /** It is gone, or another try failed: the session may be over. */
  onBreak: () => void;
}

/** Keeps a live connection while the component is there. */
export function useLive(handlers: LiveHandlers): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });

  useEffect(() => {
    let broken = false;
    const connection = new LiveConnection(
      () => socketAddress(),
      (message) => latest.current.onMessage(message),
      (next) => {
        if (next === 'live' && broken) latest.current.onReturn();
        if (next === 'offline') latest.current.onBreak();
        broken = next === 'offline';
        setState(next);
      },
    );
    connection.open();
    return () => connection.close();
  }, []);

  return state;
}

/** Whether the page has been hidden for longer than `limit` ms and still is. */
export function useAway(limit: number): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setAway(true), limit);
      else setAway(false);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [limit]);
  return isAway;
}
