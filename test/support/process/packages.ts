/** For `--import`: see the file. */
export const LIST_PACKAGES = new URL("list-packages.ts", import.meta.url);
