import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Keeps the open connections of a server and the latest response on each. */
export class Connections {
  readonly #latest = new Map<Socket, ServerResponse<IncomingMessage> | undefined>();
  /** The response before another one on its connection, if it was not sent yet when the request of the other came. */
  readonly #earlier = new WeakMap<ServerResponse<IncomingMessage>, ServerResponse<IncomingMessage>>();
  readonly #failed = new WeakSet<Socket>();
  #isDraining = false;

  opened(socket: Socket): void {
    this.#latest.set(socket, undefined);
    socket.once('close', () => this.#latest.delete(socket));
  }

  /** Records the start of an exchange. While the server stops, the response closes the connection (RFC 9112 §9.6). */
  begin(request: IncomingMessage, response: ServerResponse<IncomingMessage>): void {
    const before = this.#latest.get(request.socket);
    if (before !== undefined && !before.writableFinished) this.#earlier.set(response, before);
    this.#latest.set(request.socket, response);
    if (this.#isDraining) response.shouldKeepAlive = false;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Closes each connection with its next response. */
  drain(): void {
    this.#isDraining = true;
    for (const response of this.#latest.values())
      if (response !== undefined) response.shouldKeepAlive = false;
  }

  /** Closes the connections that never sent an octet. Node counts them as busy with their first request. */
  closeSilent(): void {
    for (const socket of this.#latest.keys()) if (socket.bytesRead === 0) socket.destroy();
  }

  /**
   * Calls `answer` when the responses to all requests before the one that failed on the connection are sent; at once if
   * there are none. The parser may report the same failure again with each packet: it is answered once.
   */
  afterEarlier(socket: Socket, answer: () => void): void {
    if (this.#failed.has(socket)) return;
    const latest = this.#latest.get(socket);
    // The request that failed has a response already if its body failed; otherwise it is the one after the latest.
    const before = latest === undefined || latest.req.complete ? latest : this.#earlier.get(latest);
    if (before === undefined || before.writableFinished || before.destroyed) {
      answer();
      return;
    }
    this.#failed.add(socket);
    before.once('finish', answer);
  }

  /** Tells if a response can be written to the socket without mixing with another response. */
  canAnswer(socket: Socket): boolean {
    const response = this.#latest.get(socket);
    if (response === undefined || !response.headersSent) return true;
    return response.writableEnded && response.req.complete;
  }
}
