// A bucket as the CDK makes it, which cdk-nag has findings of that nobody gives a reason for.
import { Bucket } from "aws-cdk-lib/aws-s3";
import { App, Stack, Validations } from "aws-cdk-lib/core";
import { Checks } from "#stacks/checks.ts";

const [, , outdir] = process.argv;
if (!outdir) throw new Error("usage: unreasoned-finding.ts FOLDER");
const app = new App({ outdir, analyticsReporting: false });
new Bucket(new Stack(app, "S"), "B");
Validations.of(app).addPlugins(new Checks(app));
app.synth();
