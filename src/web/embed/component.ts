/**
 * The element `<claimline-timeline src="https://news.example/?datasetId=…">`, which shows a view of a Claimline server
 * in a page of any origin. It frames the server's `/embed`, and has the height of that page or of its `height`
 * attribute.
 */

const firstHeight = 480;

/** Returns the address of `/embed` for an address of the explorer, or undefined if it is no web address. */
function embedUrl(src: string | null): URL | undefined {
  if (src === null || !URL.canParse(src, document.baseURI)) return undefined;
  const url = new URL(src, document.baseURI);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.pathname = url.pathname.replace(/[^/]*$/, 'embed');
  url.hash = '';
  return url;
}

class ClaimlineTimeline extends HTMLElement {
  static observedAttributes = ['src', 'height', 'title'];
  #frame: HTMLIFrameElement | undefined;
  #origin = '';

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    this.#show();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const url = embedUrl(this.getAttribute('src'));
    if (url === undefined) {
      this.#frame?.remove();
      this.#frame = undefined;
      return;
    }
    const frame = this.#frame ?? document.createElement('iframe');
    const height = this.getAttribute('height');
    if (height !== null) url.searchParams.set('height', height);
    this.#origin = url.origin;
    frame.title = this.title || 'Timeline';
    frame.height = height ?? (frame.height || String(firstHeight));
    if (this.#frame === undefined) {
      // The framed page may run its scripts and open tabs, but cannot navigate this page.
      frame.setAttribute(
        'sandbox',
        'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      );
      frame.loading = 'lazy';
      frame.width = '100%';
      frame.style.cssText = 'border:0;display:block';
    }
    if (frame.src !== url.href) frame.src = url.href;
    // The frame takes the place of the content that is shown without scripts.
    if (!frame.isConnected) this.replaceChildren(frame);
    this.#frame = frame;
  }

  /** Accepts messages only from the framed page, and only while it has the server's origin. */
  #hear = ({ source, origin, data }: MessageEvent): void => {
    const frame = this.#frame;
    if (frame === undefined || source !== frame.contentWindow || origin !== this.#origin) return;
    if (data?.claimline === 'ready') frame.contentWindow?.postMessage({ claimline: 'size' }, origin);
    if (data?.claimline === 'height' && Number.isInteger(data.height) && !this.hasAttribute('height'))
      frame.height = String(Math.min(Math.max(data.height, 120), 5_000));
  };
}

if (customElements.get('claimline-timeline') === undefined)
  customElements.define('claimline-timeline', ClaimlineTimeline);
