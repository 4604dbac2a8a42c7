import Checkbox from "@cloudscape-design/components/checkbox";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { UpgradeCluster, UpgradePlan } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";

const { upgrade: words } = texts;

type Finding = UpgradePlan["findings"][number];
export type Force = NonNullable<UpgradeCluster["force"]>;

/** In the order in which they are looked at. */
const checks = Object.keys(words.checks) as Finding["check"][];
const known = (check: string): check is Force[number] => check in words.forcible;

interface Props {
  findings: Finding[];
  force: Force;
  onForce: (force: Force) => void;
}

const kindOf = (findings: readonly Finding[]) =>
  findings.some(({ severity }) => severity === "blocking") ? "error" : findings.length > 0 ? "warning" : "success";

/** Everything that is looked at before an upgrade, with what was found. */
export const Readiness = ({ findings, force, onForce }: Props) => (
  <ul className="kw-checks" aria-label={words.readiness}>
    {checks.map((check) => {
      const found = findings.filter((one) => one.check === check);
      const forcible = found.some((one) => one.forcible && one.severity === "blocking");
      return (
        <li key={check}>
          <StatusIndicator type={kindOf(found)} iconAriaLabel={words.outcome[kindOf(found)]}>
            {words.checks[check]}
          </StatusIndicator>
          {found.map(({ message }) => (
            <p key={message} className="kw-stage-note">
              {message}
            </p>
          ))}
          {forcible && known(check) && (
            <Checkbox
              checked={force.includes(check)}
              onChange={({ detail }) =>
                onForce(detail.checked ? [...force, check] : force.filter((one) => one !== check))
              }
            >
              {words.force}
            </Checkbox>
          )}
        </li>
      );
    })}
  </ul>
);
