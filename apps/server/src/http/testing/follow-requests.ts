/** A fetch that opens a connection for each request, and notes which process answered it. */
export function followRequests() {
  const served: number[] = [];
  const follow: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("connection", "close");
    const response = await fetch(input, { ...init, headers });
    served.push(Number(response.headers.get("x-served-by")));
    return response;
  };
  return { fetch: follow, served };
}
