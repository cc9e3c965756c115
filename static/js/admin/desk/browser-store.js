// What is kept in this browser: forms as they were typed, on disk, by their sitting.

const NAME = "posts-desk";
const TABLE = "kept";

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TABLE, { keyPath: "sitting" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
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

// Keeps a record {sitting, key, data, sequence, at} in place of the sitting's last, and
// of what the sittings before it have kept.
export function put(record, before) {
  return run("readwrite", (table) => {
    for (const sitting of before) table.delete(sitting);
    const request = table.put(record);
    table.transaction.commit(); // without asking a page that is about to go
    return request;
  });
}

// Drops what a sitting has kept, unless it has kept something newer than `sequence`.
export function drop(sitting, sequence) {
  return run("readwrite", (table) => {
    const request = table.get(sitting);
    request.onsuccess = () => {
      if (request.result?.sequence <= sequence) table.delete(sitting);
    };
    return request;
  });
}

// Returns what was kept under a desk's key, the oldest first.
export async function list(key) {
  const records = await run("readonly", (table) => table.getAll());
  return records.filter((record) => record.key === key).sort((a, b) => a.at - b.at);
}
