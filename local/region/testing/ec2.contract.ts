import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVolumeCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ReleaseAddressCommand,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { eventually } from "../../eventually.ts";

/** Resolves with the code that the call was refused with; fails when it was not. */
export const refusal = async (call: Promise<unknown>): Promise<string> => {
  const done = await call.then(
    () => "it was carried out",
    (error: unknown) => error,
  );
  return done instanceof Error ? done.name : String(done);
};

/**
 * What any EC2 endpoint promises about networks: runs on the pocket region and on LocalStack's own EC2, so that the region
 * does not merely agree with itself. Leaves nothing behind.
 * @param lacks tests whose promise the endpoint is known not to keep; they are reported as skipped
 */
export const ec2NetworkContract = (connect: () => EC2Client, lacks: readonly string[] = []): void => {
  const client = () => connect();
  const promise = (name: string, work: () => Promise<void>) => (lacks.includes(name) ? test.skip : test)(name, work);
  let VpcId: string;

  beforeEach(async () => {
    const { Vpc } = await client().send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    VpcId = Vpc?.VpcId ?? "";
  });
  afterEach(async () => {
    await client().send(new DeleteVpcCommand({ VpcId }));
  });

  const subnet = async (CidrBlock: string, AvailabilityZone = "us-east-1a") => {
    const { Subnet } = await client().send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
    return Subnet?.SubnetId ?? "";
  };
  const dropSubnet = (SubnetId: string) => client().send(new DeleteSubnetCommand({ SubnetId }));

  promise("a VPC comes with a main route table and a default security group", async () => {
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    const { RouteTables } = await client().send(new DescribeRouteTablesCommand({ Filters }));
    expect(RouteTables?.map(({ Associations }) => Associations?.[0]?.Main)).toEqual([true]);
    expect(RouteTables?.[0]?.Routes).toMatchObject([
      { DestinationCidrBlock: "10.20.0.0/16", GatewayId: "local", State: "active" },
    ]);
    const { SecurityGroups } = await client().send(new DescribeSecurityGroupsCommand({ Filters }));
    expect(SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual(["default"]);
    const { Vpcs } = await client().send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(Vpcs).toMatchObject([{ VpcId, CidrBlock: "10.20.0.0/16", State: "available", IsDefault: false }]);
  });

  promise("DNS attributes of a VPC are kept", async () => {
    const read = async () => {
      const asked = new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" });
      return (await client().send(asked)).EnableDnsHostnames?.Value;
    };
    expect(await read()).toBe(false);
    await client().send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    expect(await read()).toBe(true);
  });

  promise("subnets lie inside the VPC, and none over another", async () => {
    const SubnetId = await subnet("10.20.1.0/24", "us-east-1b");
    expect(await refusal(subnet("10.20.1.128/25"))).toBe("InvalidSubnet.Conflict");
    expect(await refusal(subnet("10.21.0.0/24"))).toBe("InvalidSubnet.Range");
    const { Subnets } = await client().send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }));
    expect(Subnets).toMatchObject([
      { SubnetId, VpcId, CidrBlock: "10.20.1.0/24", AvailabilityZone: "us-east-1b", AvailableIpAddressCount: 251 },
    ]);
    await dropSubnet(SubnetId);
    expect(await refusal(dropSubnet(SubnetId))).toBe("InvalidSubnetID.NotFound");
  });

  promise("a VPC with subnets is not deleted", async () => {
    const SubnetId = await subnet("10.20.2.0/24");
    expect(await refusal(client().send(new DeleteVpcCommand({ VpcId })))).toBe("DependencyViolation");
    await dropSubnet(SubnetId);
  });

  promise("a VPC with an internet gateway is not deleted", async () => {
    const { InternetGateway } = await client().send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId ?? "";
    await client().send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    const { InternetGateways } = await client().send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }),
    );
    expect(InternetGateways?.[0]?.Attachments).toMatchObject([{ VpcId, State: "available" }]);
    expect(await refusal(client().send(new DeleteVpcCommand({ VpcId })))).toBe("DependencyViolation");
    await client().send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await client().send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  });

  promise("a security group keeps rules, and refuses the same one twice", async () => {
    const { GroupId = "" } = await client().send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: "nodes", Description: "nodes" }),
    );
    const again = client().send(new CreateSecurityGroupCommand({ VpcId, GroupName: "nodes", Description: "nodes" }));
    expect(await refusal(again)).toBe("InvalidGroup.Duplicate");
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: 6443, ToPort: 6443, IpRanges: [{ CidrIp: "10.20.0.0/16", Description: "API" }] },
    ];
    const authorize = () => client().send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await authorize();
    expect(await refusal(authorize())).toBe("InvalidPermission.Duplicate");
    const { SecurityGroups } = await client().send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject(IpPermissions);
    expect(SecurityGroups?.[0]?.IpPermissionsEgress).toMatchObject([
      { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ]);
    await client().send(new DeleteSecurityGroupCommand({ GroupId }));
  });

  const createInterface = async (SubnetId: string, PrivateIpAddress: string) => {
    const made = await client().send(new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress }));
    return made.NetworkInterface?.NetworkInterfaceId ?? "";
  };

  promise("an address is given to one interface only", async () => {
    const SubnetId = await subnet("10.20.5.0/24");
    const NetworkInterfaceId = await createInterface(SubnetId, "10.20.5.40");
    expect(await refusal(createInterface(SubnetId, "10.20.5.40"))).toBe("InvalidIPAddress.InUse");
    await client().send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    await dropSubnet(SubnetId);
  });

  promise("a subnet with an interface in it is not deleted", async () => {
    const SubnetId = await subnet("10.20.6.0/24");
    const NetworkInterfaceId = await createInterface(SubnetId, "10.20.6.40");
    expect(await refusal(dropSubnet(SubnetId))).toBe("DependencyViolation");
    await client().send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    await dropSubnet(SubnetId);
  });

  promise("an interface takes the wanted address", async () => {
    const SubnetId = await subnet("10.20.3.0/24");
    const NetworkInterfaceId = await createInterface(SubnetId, "10.20.3.40");
    const Filters = [{ Name: "private-ip-address", Values: ["10.20.3.40"] }];
    const { NetworkInterfaces } = await client().send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces).toMatchObject([{ NetworkInterfaceId, SubnetId, VpcId, Status: "available" }]);
    await client().send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    await dropSubnet(SubnetId);
  });

  promise("a NAT gateway with its own address and route", async () => {
    const SubnetId = await subnet("10.20.4.0/24");
    const { AllocationId = "" } = await client().send(new AllocateAddressCommand({ Domain: "vpc" }));
    const { NatGateway } = await client().send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
    const NatGatewayId = NatGateway?.NatGatewayId ?? "";
    const stateNow = async () => {
      const { NatGateways } = await client().send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }));
      return NatGateways?.[0]?.State;
    };
    await eventually(stateNow, (state) => state === "available");
    const { RouteTable } = await client().send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId ?? "";
    await client().send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId }));
    const { AssociationId = "" } = await client().send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const { RouteTables } = await client().send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: "association.subnet-id", Values: [SubnetId] }] }),
    );
    expect(RouteTables?.[0]?.Routes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId, State: "active" }),
      ]),
    );
    await client().send(new DeleteNatGatewayCommand({ NatGatewayId }));
    await eventually(stateNow, (state) => state === "deleted" || state === undefined);
    await eventually(
      () => refusal(client().send(new ReleaseAddressCommand({ AllocationId }))),
      (code) => code === "it was carried out",
    );
    expect(await refusal(client().send(new DeleteRouteTableCommand({ RouteTableId })))).toBe("DependencyViolation");
    await client().send(new DisassociateRouteTableCommand({ AssociationId }));
    await client().send(new DeleteRouteTableCommand({ RouteTableId }));
    await dropSubnet(SubnetId);
  });

  promise("a volume is made and deleted", async () => {
    const made = await client().send(
      new CreateVolumeCommand({ AvailabilityZone: "us-east-1a", Size: 8, VolumeType: "gp3", Encrypted: true }),
    );
    const VolumeId = made.VolumeId ?? "";
    const look = async () => (await client().send(new DescribeVolumesCommand({ VolumeIds: [VolumeId] }))).Volumes?.[0];
    const volume = await eventually(look, (seen) => seen?.State === "available");
    expect(volume).toMatchObject({ VolumeId, Size: 8, VolumeType: "gp3", Encrypted: true, Attachments: [] });
    await client().send(new DeleteVolumeCommand({ VolumeId }));
    expect(await refusal(look())).toBe("InvalidVolume.NotFound");
  });

  promise("tags are set, found by filters with wildcards, and taken away", async () => {
    const Tags = [
      { Key: "Name", Value: "a & <b>" },
      { Key: "kubewright:cluster", Value: `cls_${VpcId}` },
    ];
    await client().send(new CreateTagsCommand({ Resources: [VpcId], Tags }));
    const find = async (Name: string, value: string) => {
      const { Vpcs } = await client().send(new DescribeVpcsCommand({ Filters: [{ Name, Values: [value] }] }));
      return Vpcs?.map((vpc) => vpc.VpcId);
    };
    expect(await find("tag:kubewright:cluster", `cls_${VpcId}`)).toEqual([VpcId]);
    expect(await find("tag:kubewright:cluster", `cls_*${VpcId.slice(-6)}`)).toEqual([VpcId]);
    const { Tags: listed } = await client().send(
      new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [VpcId] }] }),
    );
    expect(listed?.map(({ Key, Value }) => ({ Key, Value }))).toEqual(expect.arrayContaining(Tags));
    await client().send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: "Name" }] }));
    expect(await find("tag:Name", "a & <b>")).toEqual([]);
  });

  test.each([
    ["InvalidVpcID.NotFound", () => new DescribeVpcsCommand({ VpcIds: ["vpc-0123456789abcdef0"] })],
    ["InvalidSubnetID.NotFound", () => new DescribeSubnetsCommand({ SubnetIds: ["subnet-0123456789abcdef0"] })],
    ["InvalidGroup.NotFound", () => new DescribeSecurityGroupsCommand({ GroupIds: ["sg-0123456789abcdef0"] })],
    [
      "InvalidRouteTableID.NotFound",
      () => new DescribeRouteTablesCommand({ RouteTableIds: ["rtb-0123456789abcdef0"] }),
    ],
    [
      "InvalidInternetGatewayID.NotFound",
      () => new DescribeInternetGatewaysCommand({ InternetGatewayIds: ["igw-0123456789abcdef0"] }),
    ],
    [
      "InvalidNetworkInterfaceID.NotFound",
      () => new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ["eni-0123456789abcdef0"] }),
    ],
    ["InvalidVolume.NotFound", () => new DescribeVolumesCommand({ VolumeIds: ["vol-0123456789abcdef0"] })],
    ["InvalidAllocationID.NotFound", () => new ReleaseAddressCommand({ AllocationId: "eipalloc-0123456789abcdef0" })],
  ])("what is not there is %s", async (code, command) => {
    expect(await refusal(client().send(command() as DescribeVpcsCommand))).toBe(code);
  });
};
