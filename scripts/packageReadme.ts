/**
 * The README as VS Code shows it on the installed extension's page: that page takes neither pictures nor links from the
 * package, and nobody there has a clone. Chapters are headed with `## `.
 */
export function packageReadme(readme: string): string {
  const [intro = '', ...chapters] = readme.split(/^(?=## )/m);
  const ofRepository = ['## Install', '## Try it without Azure', '## More'];
  const kept = chapters.filter((chapter) => !ofRepository.includes(chapter.split('\n', 1)[0] ?? ''));
  const text = [intro, ...kept].join('').replaceAll(/^ *<img [^>]*>\n\n?/gm, '');
  return `${text.trimEnd()}\n`;
}
