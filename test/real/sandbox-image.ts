import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const imageVersion = "v0.0.1";

/** An image with nothing in it: a machine of it is the host's programs on a disk of its own. @returns folder of images */
export const makeEmptyImage = (folder: string): string => {
  const image = join(folder, imageVersion);
  for (const name of ["root/usr/local/bin", "root/etc", "containerd/some"])
    mkdirSync(join(image, name), { recursive: true });
  writeFileSync(join(image, "containerd/some/layer"), "layer");
  writeFileSync(join(image, "containerd/some/meta.db"), "database");
  writeFileSync(join(image, "root/etc/of-the-image"), "of the image");
  writeFileSync(join(image, "root/usr/local/bin/of-the-image"), "#!/bin/sh\necho of the image\n", { mode: 0o755 });
  writeFileSync(join(image, "image.json"), JSON.stringify({ version: imageVersion, recipe: "", components: [] }));
  return folder;
};
