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
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Service } from "./service.ts";

/** Debian's own publication of its newest Debian 12 image; a pipeline looks it up at each run. */
const baseImage = "ssm:/aws/service/debian/release/12/latest/amd64";
const rootDevice = "/dev/xvda";
/** What adapters/ec2-machines.ts looks images up by. */
const versionTag = "kubewright:kubernetes-version";

/** An image pipeline a Kubernetes version: Debian 12 and what node/install.sh makes of it, in the account's own AMIs. */
export class ImageStack extends Stack {
  constructor(scope: Construct, id: string, { service, ...props }: StackProps & { service: Service }) {
    super(scope, id, { description: "Kubewright: machine images", ...props });
    const folder = join(service.sources.root, "node");
    const files = new Asset(this, "Files", { path: folder, exclude: ["*.ts", "testing"] });
    const builder = this.builder();
    files.grantRead(builder);
    const profile = new InstanceProfile(this, "Profile", { role: builder });
    const infrastructure = new CfnInfrastructureConfiguration(this, "Infrastructure", {
      name: "kubewright-node",
      instanceProfileName: profile.instanceProfileName,
      instanceTypes: ["m6i.large"],
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      terminateInstanceOnFailure: true,
    });
    for (const version of kubernetesVersions) this.pipeline(version, files, infrastructure);
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

  private pipeline(version: string, files: Asset, infrastructure: CfnInfrastructureConfiguration): void {
    const id = version.replaceAll(".", "-");
    const document = componentDocument(version, files);
    // Components and recipes cannot be changed: another content, there or here, is another name.
    const content = createHash("sha256")
      .update(files.assetHash)
      .update(readFileSync(import.meta.filename))
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
      parentImage: baseImage,
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
        userDataOverride: Fn.base64(agentInstallation(this)),
      },
    });
    const distribution = new CfnDistributionConfiguration(this, `Distribution-${id}`, {
      name,
      distributions: [
        {
          region: this.region,
          amiDistributionConfiguration: {
            Name: `${name}-{{ imagebuilder:buildDate }}`,
            Description: `Kubewright node, Kubernetes ${version}`,
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
      description: `makes the image for ${version}: aws imagebuilder start-image-pipeline-execution --image-pipeline-arn`,
    });
  }
}

/** What Image Builder does on the machine, as its component language has it (JSON is YAML). */
const componentDocument = (version: string, files: Asset): string =>
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
            inputs: [{ source: files.s3ObjectUrl, destination: "/tmp/kubewright-node.zip" }],
          },
          {
            name: "Install",
            action: "ExecuteBash",
            timeoutSeconds: 1800,
            inputs: {
              commands: [
                "set -eu",
                "python3 -m zipfile -e /tmp/kubewright-node.zip /tmp/kubewright-node",
                `bash /tmp/kubewright-node/install.sh ${version}`,
                "rm -rf /tmp/kubewright-node /tmp/kubewright-node.zip",
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
              ],
            },
          },
        ],
      },
    ],
  });

const agentInstallation = ({ region, urlSuffix }: Stack): string =>
  [
    "#!/bin/bash",
    "set -e",
    `curl -fsS --retry 5 -o /tmp/agent.deb https://s3.${region}.${urlSuffix}/amazon-ssm-${region}/latest/debian_amd64/amazon-ssm-agent.deb`,
    "dpkg -i /tmp/agent.deb",
    "rm /tmp/agent.deb",
    "",
  ].join("\n");
