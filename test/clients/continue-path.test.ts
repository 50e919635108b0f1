import { mergeChunk } from '../../clients/winbooks/continue-path';

test('lists are appended', () => {
  expect(mergeChunk([{ Id: 'a' }], [{ Id: 'b' }])).toEqual([{ Id: 'a' }, { Id: 'b' }]);
});

test('the first item of a chunk may continue the last one, however deep the cut lies', () => {
  const before = [
    { Id: 'a', Lines: [{ Id: '1' }] },
    { Id: 'b', Name: 'B', Lines: [{ Id: '2', Deep: [{ Id: 'x' }] }] },
  ];
  const chunk = [{ Id: 'B', Lines: [{ Id: '2', Deep: [{ Id: 'y' }] }, { Id: '3' }] }, { Id: 'c' }];
  expect(mergeChunk(before, chunk)).toEqual([
    { Id: 'a', Lines: [{ Id: '1' }] },
    { Id: 'B', Name: 'B', Lines: [{ Id: '2', Deep: [{ Id: 'x' }, { Id: 'y' }] }, { Id: '3' }] },
    { Id: 'c' },
  ]);
});

test('two objects are the same by id, else by code, and never across types', () => {
  expect(mergeChunk([{ Code: '21' }], [{ Code: '21', Rate: 21 }])).toEqual([{ Code: '21', Rate: 21 }]);
  expect(mergeChunk([{ Id: 'a', Code: '21' }], [{ Id: 'b', Code: '21' }])).toHaveLength(2);
  expect(mergeChunk([{ $type: 'Third', Code: 'A' }], [{ $type: 'Customer', Code: 'A' }])).toHaveLength(2);
  expect(mergeChunk([{ Amount: 1 }], [{ Amount: 1 }])).toHaveLength(2);
});

test('the chunks of one object become one object; what a chunk does not tell stays', () => {
  const before = { Id: 'a', DocNumber: 7, Journal: { Code: 'VEN' }, GLTransactions: [{ Id: '1' }] };
  expect(
    mergeChunk(before, { Id: 'a', DocNumber: null, GLTransactions: [{ Id: '2' }], IsLocked: true }),
  ).toEqual({
    ...before,
    GLTransactions: [{ Id: '1' }, { Id: '2' }],
    IsLocked: true,
  });
});

test('an empty chunk changes nothing, the first chunk is the beginning', () => {
  expect(mergeChunk([1], null)).toEqual([1]);
  expect(mergeChunk(null, [1])).toEqual([1]);
  expect(mergeChunk(['a'], ['b'])).toEqual(['a', 'b']);
});
