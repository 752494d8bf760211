import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

const FOLDER = dirname(findPackageJSON(import.meta.url) ?? "");

/** The path of a file in Portcall's own folder, whether the sources run or the bundle. @param path from that folder */
export function packageFile(path: string): string {
  return join(FOLDER, path);
}
