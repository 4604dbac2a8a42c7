import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { ConsoleConfig } from "./config.ts";
import { consoleCaching, consolePolicy } from "./console-headers.ts";

interface Props extends StackProps {
  api: RestApi;
  /** Where tokens come from. */
  issuer: string;
  choices: ConsoleConfig;
  /** The built console, from buildConsole(). */
  folder: string;
}

/** Places of the console are for its own program to find; a name with an ending is a file. */
const toIndex = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = "/index.html";
  return request;
}`;

/**
 * The web console: files in a bucket that only CloudFront reads, and the API below `/v1` of the same origin, so that browsers need no leave to
 * call it. local/console-server.ts is the same on one computer.
 */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { api, issuer, choices, folder, ...props }: Props) {
    super(scope, id, { description: "Kubewright: web console", ...props });
    const files = new Bucket(this, "Files", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // Nothing in it that a deployment would not bring again.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: false,
    });
    // The class's own types disagree with the interface's where optional means optional.
    const bucket = files as IBucket;
    const distribution = new Distribution(this, "Distribution", {
      comment: "Kubewright: web console",
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: this.headers(issuer, choices),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, "ToIndex", {
              comment: "Kubewright: places of the console are index.html",
              code: FunctionCode.fromInline(toIndex),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: { "/v1/*": this.toApi(api) },
    });
    this.deploy(bucket, folder, { issuer, clientId: choices.clientId, scope: choices.scope, token: choices.token });
    new CfnOutput(this, "ConsoleUrl", { value: `https://${distribution.distributionDomainName}` });
    Validations.of(distribution).acknowledge(
      { id: "AwsSolutions-CFR1", reason: "where people may work from is the deploying team's choice" },
      { id: "AwsSolutions-CFR2", reason: "which web ACL fits is the deploying team's choice; the API is throttled" },
      { id: "AwsSolutions-CFR3", reason: "the API's access log has every call; the files are public" },
      { id: "AwsSolutions-CFR4", reason: "CloudFront's own certificate goes with its own choice of TLS versions" },
    );
    Validations.of(files).acknowledge({
      id: "AwsSolutions-S1",
      reason: "only CloudFront reads it, and what is in it is public",
    });
  }

  /** The API as it is: nothing kept, everything passed on but the host's name. */
  private toApi(api: RestApi): BehaviorOptions {
    return {
      origin: new HttpOrigin(`${api.restApiId}.execute-api.${this.region}.${this.urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
  }

  private headers(issuer: string, { origins }: ConsoleConfig): ResponseHeadersPolicy {
    const contentSecurityPolicy = consolePolicy([issuer, ...origins]);
    return new ResponseHeadersPolicy(this, "Headers", {
      comment: "Kubewright: web console",
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
    });
  }

  /** Files of an older console stay: a page that is open may still ask for them. */
  private deploy(bucket: IBucket, folder: string, config: object): void {
    const place = { destinationBucket: bucket, prune: false, retainOnDelete: false };
    const named = new BucketDeployment(this, "NamedFiles", {
      ...place,
      sources: [Source.asset(folder)],
      exclude: ["*"],
      include: ["assets/*"],
      cacheControl: [CacheControl.fromString(consoleCaching("/assets/"))],
    });
    const others = new BucketDeployment(this, "OtherFiles", {
      ...place,
      sources: [Source.asset(folder), Source.jsonData("config.json", config)],
      exclude: ["assets/*"],
      cacheControl: [CacheControl.fromString(consoleCaching("/index.html"))],
    });
    // index.html names files that must be there before it.
    others.node.addDependency(named);
    const copier = this.node.children.find(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
    if (!copier) throw new Error("CDK copies files by another construct than it did");
    Validations.of(copier).acknowledge(
      { id: "AwsSolutions-IAM4", reason: "CDK's own function, which copies files at a deployment, writes its logs" },
      { id: "AwsSolutions-IAM5", reason: "it writes any file of this one bucket, and reads CDK's own assets" },
      { id: "AwsSolutions-L1", reason: "its runtime is CDK's choice" },
    );
  }
}
