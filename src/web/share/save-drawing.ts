/** Saves the drawing that is in view as a file of its own, looking as it does now. */

/** What style sheets set on the drawing, by whether an element has it from the one around it. */
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

/** The drawing with its looks written into it: outside this page there is no style sheet. */
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
      // A paint server is named from the page's own address there; the file has it inside.
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
