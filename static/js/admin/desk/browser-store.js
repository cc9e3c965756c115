// The autosaves in this browser: forms as they were typed, stored by editing session.

const NAME = "posts-autosaves";
const TABLE = "autosaves";
// Release 0.2.0 had a database of its own. One of its pages may still be open.
const NAME_OF_0_2 = "posts-desk";
const TABLE_OF_0_2 = "kept";

let opened;

function open() {
  opened ??= ask(indexedDB.open(NAME, 1), (database) => {
    database.createObjectStore(TABLE, { keyPath: "session" });
  }).then(takeOver);
  opened.catch(() => (opened = undefined));
  return opened;
}

function ask(request, upgrade) {
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Moves what the earlier release has stored, whose records name the session otherwise.
async function takeOver(database) {
  const known = (await indexedDB.databases?.()) ?? [];
  if (!known.some(({ name }) => name === NAME_OF_0_2)) return database;
  const earlier = await ask(indexedDB.open(NAME_OF_0_2)); // as it is: no page blocks that
  const table = () => earlier.transaction(TABLE_OF_0_2, "readwrite").objectStore(TABLE_OF_0_2);
  for (const { sitting: session, ...record } of await ask(table().getAll())) {
    const ours = database.transaction(TABLE, "readwrite", { durability: "strict" });
    await ask(ours.objectStore(TABLE).put({ session, ...record }));
    const old = table();
    const current = await ask(old.get(session));
    if (current?.sequence === record.sequence) await ask(old.delete(session));
  }
  earlier.close();
  return database;
}

async function run(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // Strict: written to the disk before it counts as done.
    const transaction = database.transaction(TABLE, mode, { durability: "strict" });
    const request = act(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Stores a record {session, key, data, sequence, at}. It replaces the session's last one,
// and those of the sessions before it.
export function put(record, before) {
  return run("readwrite", (table) => {
    for (const session of before) table.delete(session);
    const request = table.put(record);
    table.transaction.commit(); // at once: the page may be about to close
    return request;
  });
}

// Deletes a session's record, unless it is newer than `sequence`.
export function drop(session, sequence) {
  return run("readwrite", (table) => {
    const request = table.get(session);
    request.onsuccess = () => {
      if (request.result?.sequence <= sequence) table.delete(session);
    };
    return request;
  });
}

// Returns the records with a desk's key, the oldest first.
export async function list(key) {
  const records = await run("readonly", (table) => table.getAll());
  return records.filter((record) => record.key === key).sort((a, b) => a.at - b.at);
}
