/** Saves the drawing in view as a file that looks the same without this page's style sheets. */

/** Properties that the style sheets set on the drawing and that elements inherit. */
const inherited = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
] as const;
const ofStops = ['stop-color', 'stop-opacity'] as const;
const pixelRatio = 2;

export async function saveDrawing(format: 'svg' | 'png'): Promise<void> {
  const drawing = document.querySelector<SVGSVGElement>('.plot svg.drawing');
  if (drawing === null) return;
  const svg = new Blob([svgText(drawing)], { type: 'image/svg+xml' });
  download(format === 'svg' ? svg : await pngOf(svg, drawing), `timeline.${format}`);
}

/** Returns the drawing as SVG with its styles as attributes. */
function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  for (const [index, node] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[index];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    const around = original === drawing ? undefined : getComputedStyle(original.parentElement ?? drawing);
    for (const name of inherited) {
      const value = style.getPropertyValue(name);
      // Computed styles refer to gradients by the full address of the page; the file contains them.
      if (value !== around?.getPropertyValue(name))
        node.setAttribute(name, value.replace(/url\("[^"#]*#/, 'url("#'));
    }
    if (node.localName === 'stop') {
      for (const name of ofStops) node.setAttribute(name, style.getPropertyValue(name));
    }
    if (node.localName === 'a')
      node.setAttribute('href', new URL(node.getAttribute('href') ?? '', location.href).href);
    for (const name of ['tabindex', 'class', 'draggable']) node.removeAttribute(name);
  }
  return new XMLSerializer().serializeToString(copy);
}

async function pngOf(svg: Blob, { width, height }: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(svg);
  image.src = url;
  await image.decode();
  URL.revokeObjectURL(url);
  const canvas = document.createElement('canvas');
  canvas.width = width.baseVal.value * pixelRatio;
  canvas.height = height.baseVal.value * pixelRatio;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob(
      (blob) => (blob === null ? fail(new Error('The picture is too large.')) : done(blob)),
      'image/png',
    ),
  );
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
