// Reads PDFs with pdf.js, the reader in Firefox: structure tree, texts by marked-content id and link annotations, one line of JSON
// a file. It exists so that judge_readers.py can hold it against the other readers; it judges nothing itself.
// Usage: node pdfjs.mjs MODULE < list of files. A file that cannot be read gives {"file", "error"}.
import { readFileSync } from 'node:fs';

const pdfjs = await import(process.argv[2]);
const files = readFileSync(0, 'utf8').split('\n').filter(Boolean);

function textsById(items) {
  const texts = {}, open = [];
  let artifacts = '';
  for (const item of items) {
    if (item.type === 'beginMarkedContentProps' || item.type === 'beginMarkedContent') {
      open.push(item.tag === 'Artifact' ? 'Artifact' : item.id ?? open.at(-1));
      if (item.id) texts[item.id] ??= '';
    } else if (item.type === 'endMarkedContent') {
      open.pop();
    } else if (item.str !== undefined) {
      const id = open.at(-1), text = item.str + (item.hasEOL ? '\n' : '');
      if (id === 'Artifact') artifacts += text;
      else texts[id ?? ''] = (texts[id ?? ''] ?? '') + text;
    }
  }
  return { texts, artifacts };
}

async function read(file) {
  const task = pdfjs.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0, isEvalSupported: false, useSystemFonts: false });
  const document = await task.promise;
  const pages = [];
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    const annotations = await page.getAnnotations();
    pages.push({
      tree: await page.getStructTree(),
      ...textsById(content.items),
      annotations: annotations.map(({ id, subtype, url, dest, contentsObj }) => ({ id, subtype, goes: Boolean(url || dest), contents: contentsObj?.str ?? '' })),
    });
  }
  const result = { file, language: (await document.getMetadata()).info.Language, pages };
  await task.destroy();
  return result;
}

for (const file of files) {
  let result;
  try {
    result = await read(file);
  } catch (error) {
    result = { file, error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(result) + '\n');
}
