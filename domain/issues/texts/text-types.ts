/** The languages that people can choose. */
export const LANGUAGES = ['nl', 'fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence in each of them. */
export type Texts = Readonly<Record<Language, string>>;

/**
 * What happened, why, and what to do, for an accountant. `{name}` stands for a param of the issue,
 * `{name|singular|plural}` for a count with the noun that agrees with it.
 */
export interface IssueText {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}
export type IssueTexts = Readonly<Record<Language, IssueText>>;
