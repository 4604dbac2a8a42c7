import { useEffect, useRef } from "react";
import { NavLink } from "react-router";

interface Props {
  label: string;
  tabs: readonly { text: string; to: string }[];
  /** Where one is; a narrow screen shows it, however far to the right it stands. */
  at: string;
}

/** The places of a page that has more than one. */
export const Tabs = ({ label, tabs, at }: Props) => {
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one is somewhere else
  useEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (here && bar.current) bar.current.scrollLeft = here.offsetLeft - bar.current.offsetLeft - 40;
  }, [at]);
  return (
    <nav ref={bar} className="kw-tabs" aria-label={label}>
      {tabs.map(({ text, to }) => (
        <NavLink key={to} to={to} end>
          {text}
        </NavLink>
      ))}
    </nav>
  );
};
