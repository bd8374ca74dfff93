// Takes the pictures in this folder from the call page as it is: node docs/images/take.mjs
// Needs a build, `npm ci` in tests/e2e, and Chromium. Whom one sees is drawn: a canvas stands in for the cameras.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../../tests/e2e/lib/browser.mjs';
import { startEdges } from '../../tests/e2e/lib/edge.mjs';
import { connect, Person } from '../../tests/e2e/lib/person.mjs';

const looks = {
  ann: { sky: ['#f6c28b', '#e58f65'], skin: '#f2c9a1', hair: '#5a3825', shirt: '#2f6f8f' },
  ben: { sky: ['#9cc5d8', '#5b8fb0'], skin: '#c68a5e', hair: '#22201f', shirt: '#e9e4d8' },
};
mkdirSync(path.join(import.meta.dirname, '../../artifacts/e2e'), { recursive: true }); // where the edge's log goes
const [edge] = await startEdges(1);
const browser = await launchBrowser();
try {
  const people = await Promise.all(Object.keys(looks).map(name => Person.at(edge, name, browser)));
  for (const { name, page } of people) {
    await page.setViewportSize({ width: 1200, height: 750 });
    await page.addInitScript(drawCamera, looks[name]);
    await page.reload();
    await page.waitForSelector('#line[data-state="online"]');
  }
  const [ann, ben] = people;
  await connect(ann, ben);
  await Promise.all([ann.receives({ frames: 60 }), ben.receives({ frames: 60 })]);
  await ann.writes('Can you see the new plan?');
  await ben.reads('Can you see the new plan?');
  await ben.writes('Yes, very clear. I will share my screen in a minute.');
  await ann.reads('very clear');
  await ann.page.mouse.move(0, 0);
  // The picture is coarse at first: browsers begin with few bits and take more when there is room.
  await new Promise(resolve => setTimeout(resolve, 8000));
  await ann.page.screenshot({ path: path.join(import.meta.dirname, 'call.png') });
} finally {
  await browser.close();
  await edge.stop();
}

// In the page: a camera that sees somebody drawn with few colours, breathing.
function drawCamera({ sky, skin, hair, shirt }) {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async wish => {
    const { audio = false, video = false } = wish;
    const tracks = audio ? (await open({ audio })).getAudioTracks() : [];
    if (!video) return new MediaStream(tracks);
    const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 600 });
    const pen = canvas.getContext('2d');
    const shape = (colour, draw) => { pen.fillStyle = colour; pen.beginPath(); draw(); pen.fill(); };
    setInterval(() => {
      const breath = Math.sin(performance.now() / 900) * 3;
      const light = pen.createLinearGradient(0, 0, 0, 600);
      sky.forEach((colour, i) => light.addColorStop(i, colour));
      shape(light, () => pen.rect(0, 0, 960, 600));
      shape('#ffffff40', () => pen.roundRect(90, 60, 210, 260, 8));
      shape('#ffffff30', () => pen.roundRect(690, 110, 190, 120, 8));
      shape(hair, () => pen.ellipse(480, 262 + breath, 128, 146, 0, 0, 7));
      shape(shirt, () => pen.ellipse(480, 640 + breath, 270, 205, 0, 0, 7));
      shape(skin, () => pen.roundRect(437, 370 + breath, 86, 100, 40));
      shape(skin, () => pen.ellipse(480, 285 + breath, 102, 128, 0, 0, 7));
      shape(hair, () => pen.ellipse(480, 190 + breath, 108, 52, 0, 0, 7));
      for (const x of [440, 520]) shape('#2b2320', () => pen.ellipse(x, 278 + breath, 9, 10, 0, 0, 7));
      pen.lineWidth = 7; pen.lineCap = 'round'; pen.strokeStyle = '#8c4a3c';
      pen.beginPath(); pen.arc(480, 325 + breath, 36, 0.35, Math.PI - 0.35); pen.stroke();
    }, 40);
    return new MediaStream([...tracks, ...canvas.captureStream(25).getVideoTracks()]);
  };
}
