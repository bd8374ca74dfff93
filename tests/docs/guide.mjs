// Reads a page of documentation as someone who does what it says.
//
//   a ```sh block          is typed into one shell, block after block
//   a ```text block        right after it is what the shell then shows; … stands for anything, also for lines left out
//   <!-- … -->             right before a block or a list says how it is followed:
//     stays                it goes on running; the next step waits for every address in it, or for `until URL`
//     in your app          it is typed in a folder of its own
//     by FILE              another test follows it
//     unless VARIABLE: C   where that variable is set, C is typed instead
//     in two tabs          a list of things to do in a browser, at `URL URL`, or both at the page's first address

const fence = /^```(\w*)\n([\s\S]*?)^```$/m;

/** The steps of a page, in order: `{ kind, mark, text, line, shown }`. */
export function stepsOf(markdown) {
  const steps = [];
  const lines = markdown.split('\n');
  let mark = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const comment = /^<!-- (.*) -->$/.exec(line);
    if (comment) { mark = comment[1]; continue; }
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', i + 1);
      const [, language, text] = fence.exec(lines.slice(i, end + 1).join('\n'));
      const last = steps.at(-1);
      if (language === 'text' && last?.kind === 'sh' && last.end === i - 2) last.shown = text;
      else if (language !== '') steps.push({ kind: language, mark, text, line: i + 1, end });
      [i, mark] = [end, ''];
    } else if (mark.startsWith('in two tabs') && /^1\. /.test(line)) {
      let end = i;
      while (lines[end + 1]?.trim()) end++;
      steps.push({ kind: 'tabs', mark, text: lines.slice(i, end + 1).join('\n'), line: i + 1, end });
      [i, mark] = [end, ''];
    } else if (line.trim()) mark = '';
  }
  return steps;
}

/** Whether `said` holds what `shown` shows, line after line, with … for anything. */
export function shows(said, shown) {
  const exactly = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lines = shown.trim().split('\n').map(line => line.trim().split('…').map(exactly).join('.*'));
  const pattern = lines.map(line => (line === '.*' ? '[\\s\\S]*?' : `^\\s*${line}\\s*?$`)).join('\\n');
  return new RegExp(pattern, 'm').test(said);
}

/** The words in bold of a list, in order: what is to be found on the page. */
export const boldIn = text => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, words]) => words);

/** The addresses in a text. */
export const addressesIn = text => [...text.matchAll(/https?:\/\/localhost:\d+[\w/.-]*/g)].map(([address]) => address);

/** Every port of this machine that a page names. */
export const portsIn = text => [...new Set([...text.matchAll(/(?:localhost:|--port )(\d{4,5})/g)].map(([, port]) => Number(port)))];
