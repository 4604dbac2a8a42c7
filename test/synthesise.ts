// Writes the whole service's templates as they go to AWS into the folder that is named. cdk-nag speaks here: a finding without a reason
// is an Error.
import { buildApp } from "#stacks/build-app.ts";
import { Config } from "#stacks/config.ts";

const [, , outdir] = process.argv;
if (!outdir) throw new Error("usage: synthesise.ts FOLDER");
const config = Config.parse({
  issuer: "https://login.example.com/pool",
  console: { clientId: "console", token: "id_token", origins: ["https://auth.example.com"] },
});
buildApp({ config, outdir }).synth();
