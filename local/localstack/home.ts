import { join } from "node:path";

export const localstackVersion = "4.8.1";

/** Where LocalStack lives in the cache folder. */
export const localstackHome = (cacheDir: string) => {
  const home = join(cacheDir, `localstack-${localstackVersion}`);
  return {
    home,
    venv: join(home, "venv"),
    /** As LocalStack's own installers lay it out: dynamodb-local, java, jsonata. */
    lib: join(home, "lib"),
  };
};
