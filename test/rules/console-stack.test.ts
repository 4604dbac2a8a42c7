import { expect, test } from "@jest/globals";
import { synthesised, templateOf } from "#test/templates.ts";

const { Resources } = templateOf(synthesised(), "KubewrightConsole");
const ofType = (type: string): Record<string, unknown>[] =>
  Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

const [distribution] = ofType("AWS::CloudFront::Distribution");
const { CacheBehaviors, DefaultCacheBehavior } = (distribution?.["DistributionConfig"] ?? {}) as Record<
  string,
  unknown
>;

test("the API lies below the console's own origin, and nothing of it is kept", () => {
  expect(CacheBehaviors).toMatchObject([
    // AWS's own policies: CachingDisabled, AllViewerExceptHostHeader.
    {
      PathPattern: "/v1/*",
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: expect.arrayContaining(["GET", "POST", "PATCH", "DELETE"]),
    },
  ]);
});

test("its pages may load and ask nothing but their own origin and the issuer's", () => {
  const policy = JSON.stringify(ofType("AWS::CloudFront::ResponseHeadersPolicy"));
  expect(policy).toContain("connect-src 'self' https://login.example.com https://auth.example.com;");
  expect(policy).not.toContain("unsafe");
  expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: "redirect-to-https" });
});

test("nobody but CloudFront reads the bucket", () => {
  expect(ofType("AWS::S3::Bucket")).toMatchObject([
    {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  ]);
});

test.each([
  ["/clusters/cls_1/bill", "/index.html"],
  ["/", "/index.html"],
  ["/assets/main-1.js", "/assets/main-1.js"],
  ["/config.json", "/config.json"],
])("%s is answered with %s", (uri, shown) => {
  const [edge] = ofType("AWS::CloudFront::Function");
  const handler = new Function(`${edge?.["FunctionCode"]}; return handler;`)() as (event: object) => object;
  expect(handler({ request: { uri } })).toEqual({ uri: shown });
});

test("files whose names say what is in them are there before index.html, and are kept for a year", () => {
  const deployments = Object.entries(Resources).filter(([, { Type }]) => Type === "Custom::CDKBucketDeployment");
  const [named, others] = deployments;
  expect(named?.[1].Properties).toMatchObject({
    Exclude: ["*"],
    Include: ["assets/*"],
    SystemMetadata: { "cache-control": "public, max-age=31536000, immutable" },
  });
  expect(others?.[1].Properties).toMatchObject({
    Exclude: ["assets/*"],
    SystemMetadata: { "cache-control": "no-cache" },
  });
  expect(others?.[1]).toMatchObject({ DependsOn: expect.arrayContaining([named?.[0]]) });
});
