import { existsSync } from "node:fs";
import { installPackages, missingPackages } from "./debian-packages.ts";

/** The browser that pages are looked at with: the system's own. @returns undefined where there is none */
export const chromium = (): string | undefined =>
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((program) => existsSync(program));

/** Why pages cannot be looked at here; undefined where they can, or where Chromium can be installed. */
export const whyNoChromium = (): string | undefined => {
  const canInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (chromium() !== undefined || canInstall) return undefined;
  return "there is no /usr/bin/chromium, and without being root on Debian none is installed";
};

/** Installs Debian's where there is none. @returns the program @throws Error with what to do */
export const ensureChromium = async (say: (line: string) => void): Promise<string> => {
  if (chromium() === undefined) await installPackages(missingPackages(["chromium"]), say);
  const program = chromium();
  if (program === undefined) throw new Error(whyNoChromium() ?? "chromium is installed, and not where it should be");
  return program;
};
