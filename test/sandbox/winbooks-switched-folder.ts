import { type Answer, documentedSale, FolderCaller, type Shown } from './winbooks-sandbox';

let count = 0;

/** A fresh folder with one customer, ALICE, and the switches in the given positions. */
export async function folderWith(url: string, settings: Record<string, string>): Promise<FolderCaller> {
  const folder = await new FolderCaller(url, `S${++count}`).open({
    customers: [
      {
        code: 'ALICE',
        name: 'Alice',
        vatNumber: '0000000196',
        address: { street: 'Laan', zip: '9000', town: 'Gent' },
      },
    ],
  });
  await folder.act('switches', settings);
  return folder;
}

/** A single POST of a customer. */
export function create(folder: FolderCaller, code = 'ALICE', name = 'Second'): Promise<Answer> {
  return folder.app('POST', `Customer/${code}`, { Code: code, Third: { Code: code, Name: name } });
}

/** A POST of the documented sale. */
export async function book(
  folder: FolderCaller,
  changes: Parameters<typeof documentedSale>[1] = {},
): Promise<Answer> {
  return folder.app('POST', 'GLTransHeader', await documentedSale(folder, changes));
}

export async function alice(folder: FolderCaller, level = 1): Promise<Shown> {
  return (await folder.app('GET', 'Customer/ALICE', undefined, `?maxLevel=${level}`)).json as Shown;
}
