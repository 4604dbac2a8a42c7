/** kube-bench, which knows the checks of the CIS Kubernetes Benchmark. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "#local/kubernetes/binaries.ts";
import { build } from "#local/kubernetes/build.ts";
import { ensureGo } from "#local/kubernetes/go.ts";
import { run } from "#local/kubernetes/run.ts";
import { stripped, withHash } from "#local/kubernetes/sources.ts";

/** The newest that it has, for Kubernetes 1.32 to 1.34. */
export const benchmark = "cis-1.12";

const here = join(import.meta.dirname, "kube-bench");
const project = "github.com/aquasecurity/kube-bench";

/** @returns an archive with the program and the benchmark's checks */
export const ensureKubeBench = async (cacheDir: string): Promise<string> => {
  const files = Object.fromEntries(["main.go", "go.mod", "go.sum"].map((name) => [name, join(here, name)]));
  const source = withHash({ title: "kube-bench", name: "kube-bench", files, ldflags: stripped });
  const folder = await ensureBuilt(source, { cacheDir, say: console.log }, async (work, say) => {
    await build(source, { folder: work, program: "kube-bench", cacheDir, say });
    const go = await ensureGo(cacheDir, say);
    const listed = await run([go, "list", "-m", "-f", "{{.Dir}}", project], {
      cwd: join(work, "source"),
      env: { GOFLAGS: "", GOWORK: "off" },
    });
    for (const name of ["config.yaml", benchmark])
      cpSync(join(listed.trim(), "cfg", name), join(work, "cfg", name), { recursive: true });
    await run(["tar", "-C", work, "-cf", join(work, "kube-bench.tar"), "kube-bench", "cfg"]);
    for (const name of ["kube-bench", "cfg"]) rmSync(join(work, name), { recursive: true });
  });
  return join(folder, "kube-bench.tar");
};
