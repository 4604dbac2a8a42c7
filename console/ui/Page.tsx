import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import { texts } from "../texts.ts";

interface Props {
  title: string;
  /** Beside the title: a state, say. */
  mark?: ReactNode;
  /** Places above this one. */
  above?: readonly { text: string; to: string }[];
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its title, which is the tab's title, too. */
export const Page = ({ title, mark, above = [], actions, children }: Props) => {
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title]);
  return (
    <div className="kw-page">
      {above.length > 0 && (
        <nav aria-label={texts.above} className="kw-above">
          {above.map(({ text, to }) => (
            <Link key={to} to={to}>
              {text}
            </Link>
          ))}
        </nav>
      )}
      <div className="kw-title">
        <h1>{title}</h1>
        {mark}
        <div className="kw-actions">{actions}</div>
      </div>
      {children}
    </div>
  );
};
