/**
 * The images that conformance tests run, made here of the sources that upstream makes them of, on Debian's programs in place of
 * Alpine's: nothing has to be pulled. What is of another version than its name says is in docs/conformance.md.
 */
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type ContainerImage, writeArchive } from "#local/kubernetes/container-image.ts";
import { addBusybox, layOut } from "#local/kubernetes/images.ts";
import { run } from "#local/kubernetes/run.ts";
import { unpackPackages } from "./debian-tree.ts";

interface From {
  /** As ensureConformance makes them. */
  programs: string;
  /** As imageSources finds them. */
  sources: string;
}

/** What agnhost's image has of Alpine's packages; dash is its sh, as Debian's busybox takes its own nc before the one on the path. */
const tools = [
  "bash",
  "bind9-dnsutils",
  "curl",
  "dash",
  "iproute2",
  "libc-bin",
  "netcat-openbsd",
  "socat",
  "util-linux",
];

const people = "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\n";
const groups = "root:x:0:\nwww-data:x:33:\n";

/** As `e2e.test --list-images` names it. @param component such as `agnhost` @returns every tag of it */
const namesOf = (listed: readonly string[], component: string): string[] => {
  const names = listed.filter((name) => name.startsWith("registry.k8s.io/") && name.includes(`/${component}:`));
  if (names.length === 0) throw new Error(`the tests use no image ${component}`);
  return names;
};

const shellTree = async (rootfs: string): Promise<void> => {
  layOut(rootfs);
  for (const folder of ["root", "var/www", "run"]) mkdirSync(join(rootfs, folder), { recursive: true });
  chmodSync(join(rootfs, "tmp"), 0o1777);
  writeFileSync(join(rootfs, "etc/passwd"), people);
  writeFileSync(join(rootfs, "etc/group"), groups);
};

const agnhostTree = async ({ programs, sources }: From, rootfs: string, work: string): Promise<void> => {
  await shellTree(rootfs);
  await unpackPackages(tools, rootfs, work);
  symlinkSync("nc.openbsd", join(rootfs, "usr/bin/nc"));
  await addBusybox(rootfs);
  copyFileSync(join(programs, "agnhost"), join(rootfs, "agnhost"));
  for (const name of ["localhost.crt", "localhost.key"])
    copyFileSync(join(sources, "agnhost/porter", name), join(rootfs, name));
  symlinkSync("agnhost", join(rootfs, "agnhost-2"));
  mkdirSync(join(rootfs, "uploads"));
  appendFileSync(join(rootfs, "etc/passwd"), "user-defined-in-image:x:1000:1000::/home:/bin/sh\n");
  appendFileSync(
    join(rootfs, "etc/group"),
    "user-defined-in-image:x:1000:\ngroup-defined-in-image:x:50000:user-defined-in-image\n",
  );
};

const nginxConfig = `daemon off;
error_log stderr;
events {}
http { access_log off; server { listen 80; root /var/www/html; } }
`;

const nginxTree = async (rootfs: string, work: string): Promise<void> => {
  await shellTree(rootfs);
  await unpackPackages(["nginx"], rootfs, work);
  await addBusybox(rootfs);
  for (const folder of ["var/lib/nginx", "var/log/nginx", "var/www/html"])
    mkdirSync(join(rootfs, folder), { recursive: true });
  writeFileSync(join(rootfs, "etc/nginx/nginx.conf"), nginxConfig);
  writeFileSync(join(rootfs, "var/www/html/index.html"), "<h1>Welcome to nginx!</h1>\n");
};

/** @param work a folder that is this one's alone @returns each image once it is there to be written */
async function* images(from: From, listed: readonly string[], work: string): AsyncGenerator<ContainerImage> {
  const { programs, sources } = from;
  const folder = (name: string): string => join(work, name);
  const base = folder("busybox");
  await shellTree(base);
  await addBusybox(base);
  yield { rootfs: base, entrypoint: [], command: ["sh"], names: namesOf(listed, "busybox") };
  yield { rootfs: base, entrypoint: [], command: ["sh"], user: "1234", names: namesOf(listed, "nonroot") };

  const nnp = join(base, "usr/local/bin/nnp");
  copyFileSync(join(programs, "nnp"), nnp);
  chmodSync(nnp, 0o6755);
  yield { rootfs: base, entrypoint: [], command: ["nnp"], names: namesOf(listed, "nonewprivs") };

  const apiServer = folder("sample-apiserver");
  mkdirSync(apiServer);
  copyFileSync(join(programs, "sample-apiserver"), join(apiServer, "sample-apiserver"));
  yield { rootfs: apiServer, entrypoint: ["/sample-apiserver"], names: namesOf(listed, "sample-apiserver") };

  const nginx = folder("nginx");
  await nginxTree(nginx, folder("nginx-packages"));
  yield { rootfs: nginx, entrypoint: [], command: ["nginx"], names: namesOf(listed, "nginx") };

  const agnhost = folder("agnhost");
  await agnhostTree(from, agnhost, folder("agnhost-packages"));
  const names = namesOf(listed, "agnhost");
  yield { rootfs: agnhost, entrypoint: ["/agnhost"], command: ["pause"], names };
  yield { rootfs: agnhost, entrypoint: [], command: ["sh"], names: namesOf(listed, "glibc-dns-testing") };
  for (const name of ["kitten", "nautilus"]) {
    // Upstream's have all of agnhost's tools, too, which their one test does not ask for.
    const rootfs = folder(name);
    cpSync(join(sources, name, "html"), rootfs, { recursive: true });
    copyFileSync(join(programs, "agnhost"), join(rootfs, "agnhost"));
    yield { rootfs, entrypoint: ["/agnhost"], command: ["test-webserver"], names: namesOf(listed, name) };
  }
}

/** Of all that says what is in them but the programs, whose folder they lie in. */
const recipe = (): string => {
  const hash = createHash("sha256");
  for (const name of ["images.ts", "debian-tree.ts"]) hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest("hex").slice(0, 12);
};

/** @returns archives as `docker save` writes them, from the programs' folder or made now */
export const ensureTestImages = async (from: From): Promise<string[]> => {
  const { programs } = from;
  const place = join(programs, `images-${recipe()}`);
  if (!existsSync(place)) {
    const [unfinished, work] = [`${place}.unfinished`, `${place}.work`];
    for (const folder of [unfinished, work]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
    const listed = (await run([join(programs, "e2e.test"), "--list-images"])).split("\n").filter(Boolean);
    let count = 0;
    for await (const image of images(from, listed, work)) {
      console.log(`making ${image.names.join(", ")}`);
      await writeArchive(image, { archive: join(unfinished, `${count}.tar`), work });
      count += 1;
    }
    rmSync(work, { recursive: true });
    renameSync(unfinished, place);
  }
  return readdirSync(place).map((name) => join(place, name));
};
