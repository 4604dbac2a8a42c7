/** Upstream's conformance tests and what their images hold, built of the modules that a folder here pins. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "#local/kubernetes/binaries.ts";
import { minutes } from "#local/kubernetes/build.ts";
import { ensureGo } from "#local/kubernetes/go.ts";
import { run } from "#local/kubernetes/run.ts";
import { stripped, versionFlags, withHash } from "#local/kubernetes/sources.ts";

const kubernetes = "k8s.io/kubernetes";

const packages = {
  ginkgo: "github.com/onsi/ginkgo/v2/ginkgo",
  agnhost: `${kubernetes}/test/images/agnhost`,
  nnp: `${kubernetes}/test/images/nonewprivs`,
  "sample-apiserver": "k8s.io/sample-apiserver",
} as const;

/** @throws Error for a version whose modules are not pinned here */
const modulesOf = (version: string): string => {
  const modules = join(import.meta.dirname, version.split(".").slice(0, 2).join("."));
  if (!existsSync(modules) || !readFileSync(join(modules, "go.mod"), "utf8").includes(`${kubernetes} ${version}\n`))
    throw new Error(`there are no conformance tests of ${version}: ${modules}/go.mod does not pin it`);
  return modules;
};

const env = { CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOOS: "linux", GOARCH: "amd64" };

/** @returns where upstream's sources of its images lie */
export const imageSources = async (version: string, cacheDir: string): Promise<string> => {
  const go = await ensureGo(cacheDir, console.log);
  const listed = await run([go, "mod", "download", "-json", kubernetes], { cwd: modulesOf(version), env });
  return join((JSON.parse(listed) as { Dir: string }).Dir, "test/images");
};

/** @returns a folder with `e2e.test`, `ginkgo`, and a program for each of the images that has one */
export const ensureConformance = (version: string, cacheDir: string): Promise<string> => {
  const modules = modulesOf(version);
  const names = ["go.mod", "go.sum", "programs.go"];
  const source = withHash({
    title: `conformance tests of ${version}`,
    name: `conformance-${version}`,
    files: Object.fromEntries(names.map((name) => [name, join(modules, name)])),
    ldflags: `${stripped} ${versionFlags(version)}`,
  });
  return ensureBuilt(source, { cacheDir, say: console.log }, async (folder, say) => {
    const cwd = join(folder, "source");
    mkdirSync(cwd);
    for (const [name, from] of Object.entries(source.files)) copyFileSync(from, join(cwd, name));
    const go = await ensureGo(cacheDir, say);
    const began = Date.now();
    const flags = ["-trimpath", "-ldflags", source.ldflags];
    for (const [program, path] of Object.entries(packages)) {
      say(`building ${program}, ${minutes(Date.now() - began)}`);
      await run([go, "build", ...flags, "-o", join(folder, program), path], { cwd, env });
    }
    say(`building e2e.test, ${minutes(Date.now() - began)}`);
    await run([go, "test", "-c", ...flags, "-o", join(folder, "e2e.test"), `${kubernetes}/test/e2e`], { cwd, env });
    say(`${source.title} are built, ${minutes(Date.now() - began)}`);
  });
};
