/** An open question about the vendor: its gap (or a name), and the positions; the first is the default. */
export interface SwitchDefinition {
  about: string;
  positions: readonly [string, ...string[]];
}

function knob(about: string, ...positions: [string, ...string[]]): SwitchDefinition {
  return { about, positions };
}

/** Every gap of winbooks-api §8 as a switch, and the open questions elsewhere in its text. */
export const winbooksSwitches = {
  G1: knob('shape of error bodies', 'message', 'text', 'dotnet', 'empty', 'all-500'),
  G2: knob('requests per second per licence before 429', 'none', '10', '5', '2', '1'),
  G3: knob('GET of something that is not there', '204', 'null', 'empty-200'),
  G4: knob('single POST of a code that exists', '409', '400', 'upsert'),
  G5: knob('second document with the same number', '409', '400', 'accept'),
  G6: knob('booking in a closed period', '400', '409', 'accept'),
  G7: knob('upload of attachments', 'absent'),
  G8: knob('matchings by API', 'read-only', 'absent'),
  G9: knob('commercial documents', 'unbooked', 'absent'),
  G10: knob('suppliers', 'mirror', 'absent'),
  G11: knob('contacts and bank accounts with e-mail, telephone, IBAN', 'present', 'absent'),
  G12: knob('date literals in criteria', 'both', 'moment', 'iso', 'ignored'),
  G13: knob('midnight of date-only fields', 'utc', 'brussels'),
  G14: knob('a change of the third or its address bumps Customer.Modified', 'no', 'yes'),
  G15: knob('matching bumps GLTrans.Modified', 'yes', 'no'),
  G16: knob('tombstones and webhooks', 'absent'),
  G17: knob('DocNumber left out', 'required', 'assign'),
  G17b: knob('customer code left out, or replaced', 'refuse', 'generate', 'renumber'),
  G18: knob('list of folders', 'absent'),
  G19: knob('refresh token after use', 'rotate', 'keep', 'same'),
  G20: knob('type of expires_in', 'string', 'number'),
  G21: knob('OR and AND in criteria', 'nested', 'refused'),
  G22: knob('clock of Created and Modified', 'ms', 'seconds', 'behind'),
  G23: knob('Version compared on PUT', 'no', 'yes'),
  G24: knob('longest code', '20', '10', '50'),
  G25: knob('case of property names in bodies and criteria', 'sensitive', 'insensitive'),
  G26: knob('signs in a credit-note journal', 'reversed', 'as-invoice', 'any'),
  accessTokens: knob('older access tokens of a licence', 'coexist', 'newest-only'),
  tokenSeconds: knob('life of an access token', '900', '86400', '60', '5'),
  unknownFolder: knob('status for an unknown folder', '404', '400', '403'),
  numbering: knob('scope of document numbers', 'book-year', 'period'),
  addresses: knob('shape of Third.Addresses', '2.5', '2.4'),
  padding: knob('right-padded strings', 'some', 'all', 'none'),
  nulls: knob('empty properties on read', 'send', 'omit'),
  emptyList: knob('answer of a query that finds nothing', 'array', 'null', 'empty-200'),
  unknownProperty: knob('criteria on a property that does not exist', 'refuse', 'ignore'),
  filters: knob('conditions of criteria', 'honoured', 'ignored'),
  among: knob('operator 7 (IN) in conditions of criteria', 'honoured', 'refused', 'ignored'),
  collation: knob('comparison of strings in criteria', 'exact', 'ignore-case'),
  collections: knob('reverse collections appear from level', '2', '3'),
  maxResult: knob('largest MaxResult', 'none', '100', '20'),
  rights: knob('rights of the user who granted the access', 'full', 'read-only'),
  openNames: knob(
    'names that the reference assumes (Rate, IsSale, Type, IsClosed, StartDate …)',
    'assumed',
    'other',
  ),
} satisfies Record<string, SwitchDefinition>;

type SwitchName = keyof typeof winbooksSwitches;
export type SwitchSettings = Partial<Record<SwitchName, string>>;

/** The position of a switch for a folder: its own, else that of all folders, else the default. */
export type SwitchReader = (name: SwitchName) => string;

/** A reader over the settings, the most specific first. */
export function switchReader(...layers: SwitchSettings[]): SwitchReader {
  return (name) => {
    for (const layer of layers) {
      const position = layer[name];
      if (position !== undefined) return position;
    }
    return winbooksSwitches[name].positions[0];
  };
}

/** Checks settings from outside; returns the problem, or null. */
export function problemOfSettings(settings: Record<string, unknown>): string | null {
  const known: Record<string, SwitchDefinition> = winbooksSwitches;
  for (const [name, position] of Object.entries(settings)) {
    const definition = Object.hasOwn(known, name) ? known[name] : undefined;
    if (definition === undefined) return `no switch ${name}`;
    if (typeof position !== 'string' || !definition.positions.includes(position)) {
      return `${name} is one of ${definition.positions.join(', ')}`;
    }
  }
  return null;
}
