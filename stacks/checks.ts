import { type PolicyValidationPluginReport, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";

/**
 * cdk-nag, where one reason stands for every finding of a rule on a construct. By itself it wants each wildcard's resource spelled as
 * it will stand in the template, which for another stack's table is a made-up export name.
 */
export class Checks extends AwsSolutionsChecks {
  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const violations = super.validateScope(scope).violations.flatMap((violation) => {
      const rule = violation.ruleName.replace(/\[.*$/, "");
      const violatingResources = violation.violatingResources.filter(({ constructPath }) => {
        const at = scope.node.findAll().find(({ node }) => node.path === constructPath);
        return !at?.node.scopes.some((above) => isAcknowledged(above, rule));
      });
      return violatingResources.length > 0 ? [{ ...violation, violatingResources }] : [];
    });
    return { success: violations.length === 0, violations };
  }
}

const isAcknowledged = ({ node }: IConstruct, rule: string): boolean =>
  node.metadata.some(
    ({ type, data }) =>
      type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY &&
      Object.keys(data as Record<string, string>).some((id) => id.replace(/^annotation::/i, "") === rule),
  );
