import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, stateFolder } from "./folders.ts";
import type { Steps } from "./steps.ts";

interface InstallOrder {
  machines: "sandbox" | "simulated";
  /** Kubernetes version of the first cluster. */
  version: string;
  shown: Steps;
  signal: AbortSignal;
}

const imageFile = (version: string): string => join(cacheFolder(), "images", version, "image.json");

/** Whether machines of the version can be made without building anything. */
export const hasImage = (version: string): boolean => existsSync(imageFile(version));

/** Installs what is not there yet, in the user's cache folder; Debian packages on the system. Safe to be interrupted at any point. */
export const install = async ({ machines, version, shown, signal }: InstallOrder): Promise<void> => {
  const cacheDir = cacheFolder();
  const localstack = async (): Promise<void> => {
    if (process.env["AWS_ENDPOINT_URL"]) return;
    const { installLocalStack } = await import("./localstack/install.ts");
    await shown.step("LocalStack", (say) => installLocalStack({ cacheDir, say }));
  };
  const image = async (): Promise<void> => {
    if (machines === "simulated") return;
    const { installPackages, missingPackages } = await import("./debian-packages.ts");
    const packages = missingPackages();
    if (packages.length > 0)
      await shown.step(`Debian packages: ${packages.join(", ")}`, (say) => installPackages(packages, say));
    const { whyNoSandbox } = await import("./region/machines/sandbox/preflight.ts");
    const reasons = whyNoSandbox(stateFolder());
    if (reasons.length > 0) throw new Error(`sandbox machines cannot run here: ${reasons.join("; ")}`);
    const { ensureImage } = await import("./kubernetes/image.ts");
    await shown.step(`Kubernetes ${version} and its machine image`, (say) => ensureImage(version, { cacheDir, say }));
  };
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("interrupted")), { once: true });
  });
  interrupted.catch(() => undefined);
  await Promise.race([Promise.all([localstack(), image()]), interrupted]);
  signal.throwIfAborted();
};
