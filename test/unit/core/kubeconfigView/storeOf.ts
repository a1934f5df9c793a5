/** A KUBECONFIG list of these paths in their order: a text, none, or why there is none. */
export function storeOf(files: Readonly<Record<string, string | undefined | Error>>) {
  const paths = Object.keys(files);
  return {
    paths: () => Promise.resolve(paths),
    namedPaths: () => Promise.resolve(paths),
    read: (path: string) => {
      const file = files[path];
      return file instanceof Error ? Promise.reject(file) : Promise.resolve(file);
    },
  };
}
