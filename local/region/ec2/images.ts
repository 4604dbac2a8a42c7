import type * as sdk from "@aws-sdk/client-ec2";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import type { Settings } from "../settings.ts";
import { accountId } from "../zones.ts";
import { checkFilters, type FilterTable, matches } from "./filters.ts";
import { page } from "./pages.ts";
import { tagList } from "./tags.ts";

/** A machine image that boots a node of one Kubernetes version. */
export interface ImageFacts {
  id: string;
  name: string;
  version: string;
  architecture: Settings["architectures"][number];
  rootDevice: string;
  rootGiB: number;
  tags: Record<string, string>;
}

const madeAt = "2026-01-01T00:00:00.000Z";

/** @param version such as v1.37.2 */
const imageOf = (version: string, architecture: ImageFacts["architecture"]): ImageFacts => ({
  id: `ami-kubewright-${version.slice(1).replaceAll(".", "-")}${architecture === "x86_64" ? "" : `-${architecture}`}`,
  name: `kubewright-node-${version}${architecture === "x86_64" ? "" : `-${architecture}`}`,
  version,
  architecture,
  rootDevice: "/dev/xvda",
  rootGiB: 20,
  tags: { "kubewright:kubernetes-version": version },
});

export const images = ({ settings }: Context): ImageFacts[] =>
  settings.images.flatMap((version) => settings.architectures.map((architecture) => imageOf(version, architecture)));

/** @throws AwsError InvalidAMIID.Malformed, InvalidAMIID.NotFound */
export const findImage = (context: Context, id: string): ImageFacts => {
  if (!id.startsWith("ami-")) refuse("InvalidAMIID.Malformed", `Invalid id: "${id}" (expecting "ami-...")`);
  return (
    images(context).find((image) => image.id === id) ??
    refuse("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`)
  );
};

const filters: FilterTable<ImageFacts> = {
  "image-id": ({ id }) => id,
  name: ({ name }) => name,
  architecture: ({ architecture }) => architecture,
  state: () => "available",
  "owner-id": () => accountId,
  "owner-alias": () => "self",
  "root-device-type": () => "ebs",
  "virtualization-type": () => "hvm",
  "image-type": () => "machine",
  "is-public": () => false,
  platform: () => null,
};

const answer = (image: ImageFacts): sdk.Image => ({
  ImageId: image.id,
  Name: image.name,
  Description: `Kubewright node, Kubernetes ${image.version}`,
  ImageLocation: `${accountId}/${image.name}`,
  OwnerId: accountId,
  Public: false,
  State: "available",
  ImageType: "machine",
  Architecture: image.architecture,
  Hypervisor: "xen",
  VirtualizationType: "hvm",
  PlatformDetails: "Linux/UNIX",
  EnaSupport: true,
  ImdsSupport: "v2.0",
  RootDeviceType: "ebs",
  RootDeviceName: image.rootDevice,
  CreationDate: madeAt,
  BlockDeviceMappings: [
    {
      DeviceName: image.rootDevice,
      Ebs: { VolumeSize: image.rootGiB, VolumeType: "gp3", DeleteOnTermination: true, Encrypted: false },
    },
  ],
  Tags: tagList(image.tags),
});

export const DescribeImages = (input: sdk.DescribeImagesRequest, context: Context): sdk.DescribeImagesResult => {
  checkFilters(input.Filters, filters as FilterTable<never>, true);
  const owners = input.Owners?.length ? input.Owners : ["self"];
  const ours = owners.includes("self") || owners.includes(accountId);
  const asked = input.ImageIds?.length ? input.ImageIds.map((id) => findImage(context, id)) : images(context);
  const found = asked.filter((image) => ours && matches(image, input.Filters, filters));
  const { items, next } = page(found, input);
  return { Images: items.map(answer), ...next };
};
