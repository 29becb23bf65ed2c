/**
 * Makes requests outlive their access token: one that is answered 401 is sent once more after `refresh` fetched new
 * tokens. Requests that fail together share one refresh, for a refresh token is good once.
 * @param refresh fetches new tokens; false: the session is over
 */
export function refreshing(refresh: () => Promise<boolean>): (send: () => Promise<Response>) => Promise<Response> {
  let underWay: Promise<boolean> | undefined;
  return async (send) => {
    const answer = await send();
    if (answer.status !== 401) return answer;
    underWay ??= refresh().finally(() => {
      underWay = undefined;
    });
    return (await underWay) ? send() : answer;
  };
}
