import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, realpath, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where the kit's own packages stand among the dependencies of a package. */
const OWN_SCOPE = "@kit";

/**
 * Copies the files of the repository as they stand, and links what is installed. A package of the kit is linked to its
 * copy, so that a change in one of them reaches those that import it.
 */
export async function copyRepository(root: string, copy: string): Promise<void> {
  const listed = execFileSync("git", ["ls-files", "-zco", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  for (const file of files) await cp(join(root, file), join(copy, file));
  await link(join(root, "node_modules"), join(copy, "node_modules"));
  const packages = files.filter((file) => /^(apps|packages)\/[^/]+\/package\.json$/.test(file)).map(dirname);
  for (const folder of packages) await linkDependencies(root, copy, join(folder, "node_modules"));
}

async function linkDependencies(root: string, copy: string, folder: string): Promise<void> {
  if (!existsSync(join(root, folder))) return;
  for (const name of await readdir(join(root, folder))) {
    if (name !== OWN_SCOPE) await link(join(root, folder, name), join(copy, folder, name));
  }
  if (!existsSync(join(root, folder, OWN_SCOPE))) return;
  for (const name of await readdir(join(root, folder, OWN_SCOPE))) {
    const own = await realpath(join(root, folder, OWN_SCOPE, name));
    await link(join(copy, own.slice((await realpath(root)).length)), join(copy, folder, OWN_SCOPE, name));
  }
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // On Windows a junction needs no rights that a person may not have.
  await symlink(target, path, "junction");
}
