import { BYTE_ORDER_MARK, csvLine } from '../../cli/csv';
import { csvOutput, jsonOutput, lineOutput } from '../../cli/list-output';

describe('a file for a spreadsheet', () => {
  it('has amounts with a decimal comma and their sign, and quotes what holds a separator', () => {
    expect(csvLine(['20260103', { cents: -12_105 }, { cents: 0 }, 7, null])).toBe(
      '20260103;-121,05;0,00;7;\r\n',
    );
    expect(csvLine(['a;b', 'say "so"', 'two\nlines', 'plain'])).toBe(
      '"a;b";"say ""so""";"two\nlines";plain\r\n',
    );
  });

  it.each(['=1+1', '+32 2 123', '-1', '@cmd', ' =1', '\t=1', '＝1'])(
    'a text that a spreadsheet would carry out stays a text: %j',
    (text) => {
      expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
    },
  );
});

describe('where a list goes', () => {
  const written = (work: () => void): string => {
    const texts: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => texts.push(String(text)) > 0);
    try {
      work();
      return texts.join('');
    } finally {
      write.mockRestore();
    }
  };
  const all = <Item>(
    output: { show: (items: readonly Item[]) => void; end: () => void },
    ...pages: Item[][]
  ) =>
    written(() => {
      for (const page of pages) output.show(page);
      output.end();
    });

  it('JSON is one value, whatever the number of pages', () => {
    expect(
      JSON.parse(
        all(
          jsonOutput((n: number) => ({ n })),
          [1, 2],
          [3],
        ),
      ),
    ).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(JSON.parse(all(jsonOutput((n: number) => n)))).toEqual([]);
    const around = { before: '{"events":', after: () => ',"next":"7"}' };
    expect(
      JSON.parse(
        all(
          jsonOutput((n: number) => n, around),
          [1],
        ),
      ),
    ).toEqual({ events: [1], next: '7' });
  });

  it('a spreadsheet has its headings once, also when the list is empty', () => {
    const rows = (n: number) => [[n], [n]];
    expect(all(csvOutput(['N'], rows), [1], [2])).toBe(`${BYTE_ORDER_MARK}N\r\n1\r\n1\r\n2\r\n2\r\n`);
    expect(all(csvOutput(['N'], rows))).toBe(`${BYTE_ORDER_MARK}N\r\n`);
  });

  it('people read the heading once, or that there is nothing', () => {
    const lines = (n: number) => [`line ${n}`];
    expect(all(lineOutput('Heading', lines), [1], [2])).toBe('Heading\nline 1\nline 2\n');
    expect(all(lineOutput('Heading', lines), [])).toBe('Heading\n');
    expect(all(lineOutput<number>(null, lines, 'nothing'), [])).toBe('nothing\n');
  });
});
