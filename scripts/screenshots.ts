import { mainJobMovie } from './screenshots/mainJobMovie.ts';
import { readmePictures } from './screenshots/readmePictures.ts';
import { themePictures } from './screenshots/themePictures.ts';

/**
 * Takes pictures of the built .vsix in a real VS Code against the simulated Azure: the README's, which are part of the
 * repository, and those of VS Code's four themes, for somebody to look at. `-- readme`, `-- movie` or `-- themes` takes
 * some of them; `-- themes editor light-modern` those scenes in that theme.
 */
const pictures = { readme: readmePictures, movie: mainJobMovie, themes: themePictures };
const words = process.argv.slice(2);
const wanted = words.filter((word) => word in pictures);
const parts = words.filter((word) => !(word in pictures));
for (const [name, take] of Object.entries(pictures)) {
  if (wanted.length === 0 || wanted.includes(name)) {
    await take(parts);
  }
}
