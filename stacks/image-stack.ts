import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InstanceProfile, ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  CfnComponent,
  CfnDistributionConfiguration,
  CfnImagePipeline,
  CfnImageRecipe,
  CfnInfrastructureConfiguration,
} from "aws-cdk-lib/aws-imagebuilder";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { CfnOutput, Fn, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { type KubernetesVersion, kubernetesVersions } from "#contract/catalog.ts";
import { etcdBefore } from "#contract/component-versions.ts";
import { type Architecture, architectures, type MachineTypeName } from "#contract/machine-types.ts";
import type { Service } from "./service.ts";

/** As Debian names them, and what an image of theirs is built on. */
const builds = {
  x86_64: { debian: "amd64", machineType: "m6i.large" },
  arm64: { debian: "arm64", machineType: "m7g.large" },
} as const satisfies Record<Architecture, { debian: string; machineType: MachineTypeName }>;

/** Debian's own publication of its newest Debian 12 image; a pipeline looks it up at each run. */
const baseImage = (architecture: Architecture): string =>
  `ssm:/aws/service/debian/release/12/latest/${builds[architecture].debian}`;
const rootDevice = "/dev/xvda";
/** What adapters/ec2-machines.ts looks images up by. */
const versionTag = "kubewright:kubernetes-version";

/** An image pipeline a Kubernetes version and architecture: Debian 12 and what node/install.sh makes of it, in the account's own AMIs. */
export class ImageStack extends Stack {
  constructor(scope: Construct, id: string, { service, ...props }: StackProps & { service: Service }) {
    super(scope, id, { description: "Kubewright: machine images", ...props });
    const folder = join(service.sources.root, "node");
    const files = new Asset(this, "Files", { path: folder, exclude: ["*.ts", "testing"] });
    const builder = this.builder();
    files.grantRead(builder);
    const profile = new InstanceProfile(this, "Profile", { role: builder });
    for (const architecture of architectures) {
      const infrastructure = new CfnInfrastructureConfiguration(this, `Infrastructure${suffixOf(architecture)}`, {
        name: `kubewright-node${suffixOf(architecture)}`,
        instanceProfileName: profile.instanceProfileName,
        instanceTypes: [builds[architecture].machineType],
        instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        terminateInstanceOnFailure: true,
      });
      for (const version of kubernetesVersions) this.pipeline({ version, architecture }, files, infrastructure);
    }
  }

  /** Role of the machines that images are made on. */
  private builder(): Role {
    const role = new Role(this, "Builder", {
      assumedBy: new ServicePrincipal("ec2.amazonaws.com"),
      managedPolicies: ["AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder"].map((name) =>
        ManagedPolicy.fromAwsManagedPolicyName(name),
      ),
    });
    Validations.of(role).acknowledge(
      { id: "AwsSolutions-IAM4", reason: "AWS says which policies a machine of Image Builder has" },
      { id: "AwsSolutions-IAM5", reason: "read access to the asset with the recipe, in the bucket of the CDK" },
    );
    return role;
  }

  private pipeline(
    { version, architecture }: { version: KubernetesVersion; architecture: Architecture },
    files: Asset,
    infrastructure: CfnInfrastructureConfiguration,
  ): void {
    const id = `${version.replaceAll(".", "-")}${suffixOf(architecture)}`;
    const document = componentDocument(version, files);
    // Components and recipes cannot be changed: another content, there or here, is another name.
    const content = createHash("sha256")
      .update(files.assetHash)
      .update(readFileSync(import.meta.filename))
      .update(etcdBefore[version] ?? "")
      .digest("hex");
    const name = `kubewright-node-${id}`;
    const component = new CfnComponent(this, `Component-${id}`, {
      name: `${name}-${content.slice(0, 12)}`,
      platform: "Linux",
      version: "1.0.0",
      data: document,
    });
    const recipe = new CfnImageRecipe(this, `Recipe-${id}`, {
      name: `${name}-${content.slice(0, 12)}`,
      version: "1.0.0",
      parentImage: baseImage(architecture),
      components: [{ componentArn: component.attrArn }],
      blockDeviceMappings: [
        {
          deviceName: rootDevice,
          ebs: { volumeSize: 20, volumeType: "gp3", encrypted: true, deleteOnTermination: true },
        },
      ],
      additionalInstanceConfiguration: {
        // Debian's image brings no agent, and Image Builder talks to nothing else.
        systemsManagerAgent: { uninstallAfterBuild: true },
        userDataOverride: Fn.base64(agentInstallation(this, builds[architecture].debian)),
      },
    });
    const distribution = new CfnDistributionConfiguration(this, `Distribution-${id}`, {
      name,
      distributions: [
        {
          region: this.region,
          amiDistributionConfiguration: {
            Name: `${name}-{{ imagebuilder:buildDate }}`,
            Description: `Kubewright node, Kubernetes ${version}, ${architecture}`,
            AmiTags: { [versionTag]: version },
          },
        },
      ],
    });
    const pipeline = new CfnImagePipeline(this, `Pipeline-${id}`, {
      name,
      imageRecipeArn: recipe.attrArn,
      infrastructureConfigurationArn: infrastructure.attrArn,
      distributionConfigurationArn: distribution.attrArn,
      // Sundays, when Debian or the recipe has changed.
      schedule: {
        scheduleExpression: "cron(0 3 ? * sun *)",
        pipelineExecutionStartCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
      },
      enhancedImageMetadataEnabled: true,
    });
    new CfnOutput(this, `PipelineArn-${id}`, {
      value: pipeline.attrArn,
      description: `makes the image for ${version} on ${architecture}: aws imagebuilder start-image-pipeline-execution --image-pipeline-arn`,
    });
  }
}

/** The first architecture was the only one, and names of its resources stay. */
const suffixOf = (architecture: Architecture): string => (architecture === "x86_64" ? "" : `-${architecture}`);

/** Where the recipe lies while it is at work; no part of the image. */
const unpacked = "/root/kubewright-node";

/** What Image Builder does on the machine, as its component language has it (JSON is YAML). */
const componentDocument = (version: KubernetesVersion, files: Asset): string =>
  JSON.stringify({
    name: "kubewright-node",
    schemaVersion: "1.0",
    phases: [
      {
        name: "build",
        steps: [
          {
            name: "Download",
            action: "S3Download",
            timeoutSeconds: 120,
            // Not below /tmp, where others may have made the folder before.
            inputs: [{ source: files.s3ObjectUrl, destination: `${unpacked}.zip` }],
          },
          {
            name: "Install",
            action: "ExecuteBash",
            timeoutSeconds: 1800,
            inputs: {
              // One script: whether several would share a shell, and what is set in it, is not told.
              commands: [
                [
                  "set -eu",
                  `trap 'rm -rf ${unpacked} ${unpacked}.zip' EXIT`,
                  `python3 -m zipfile -e ${unpacked}.zip ${unpacked}`,
                  `bash ${unpacked}/install.sh ${[version, etcdBefore[version] ?? []].flat().join(" ")}`,
                ].join("\n"),
              ],
            },
          },
        ],
      },
      {
        name: "validate",
        steps: [
          {
            name: "Versions",
            action: "ExecuteBash",
            timeoutSeconds: 60,
            inputs: {
              commands: [
                "set -eu",
                `kubelet --version | grep -Fx 'Kubernetes ${version}'`,
                `test "$(kubeadm version -o short)" = '${version}'`,
                "systemctl is-enabled containerd kubelet",
                "test -x /usr/local/lib/kubewright/boot",
                ...[etcdBefore[version] ?? []]
                  .flat()
                  .map((tag) => `ctr -n k8s.io images list -q | grep -Fx registry.k8s.io/etcd:${tag}`),
              ],
            },
          },
        ],
      },
    ],
  });

const agentInstallation = ({ region, urlSuffix }: Stack, debianArchitecture: string): string =>
  [
    "#!/bin/bash",
    "set -e",
    `curl -fsS --retry 5 -o /tmp/agent.deb https://s3.${region}.${urlSuffix}/amazon-ssm-${region}/latest/debian_${debianArchitecture}/amazon-ssm-agent.deb`,
    "dpkg -i /tmp/agent.deb",
    "rm /tmp/agent.deb",
    "",
  ].join("\n");
