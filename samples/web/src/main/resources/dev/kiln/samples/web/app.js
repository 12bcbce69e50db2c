// Drawing, uploading, and a look at the training every second while it runs.
'use strict';

const MOST_BYTES = 5000000;
const PEN = 12;
const canvas = document.getElementById('canvas');
const pen = canvas.getContext('2d');
const message = document.getElementById('message');
const answer = document.getElementById('answer');
const short = document.getElementById('short');
const drop = document.getElementById('drop');
const file = document.getElementById('file');
let last = null;
let drawn = false;
let latest = 0;

function clear() {
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  drawn = false;
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  return {x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale};
}

function stroke(to) {
  pen.strokeStyle = '#fff';
  pen.lineWidth = PEN;
  pen.lineCap = pen.lineJoin = 'round';
  pen.beginPath();
  pen.moveTo(last.x, last.y);
  pen.lineTo(to.x, to.y);
  pen.stroke();
  last = to;
  drawn = true;
}

canvas.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  canvas.setPointerCapture(event.pointerId);
  last = place(event);
  stroke(last);
});
canvas.addEventListener('pointermove', event => {
  if (last) stroke(place(event));
});
for (const end of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(end, () => {
    if (last) recognizeDrawing();
    last = null;
  });
}

function say(text, bad) {
  message.textContent = text;
  message.className = bad ? 'error' : 'soft';
}

/** Shows the answer to a request, unless a newer one is under way. */
async function ask(url, options) {
  const number = ++latest;
  say('Looking at it ...');
  let text = 'The server does not answer.';
  let good = false;
  try {
    const reply = await fetch(url, options);
    text = await reply.text();
    good = reply.ok;
  } catch (e) {
    // The sentence above says it.
  }
  if (number !== latest) return;
  if (good) {
    say('Most probable first:');
    show(text);
  } else {
    refuse(text);
  }
}

/** The answer, and its first line below the drawing area, where small screens see it. */
function show(html) {
  answer.innerHTML = html;
  const first = answer.querySelector('li');
  short.textContent = first ? first.textContent.trim().replace(/\s+/g, ' ') : '';
}

function refuse(text) {
  latest++;
  show('');
  say(text, true);
  short.textContent = text;
}

function recognizeDrawing() {
  if (!drawn) {
    refuse('There is nothing on the drawing area yet.');
    return;
  }
  canvas.toBlob(blob => ask('/recognize?drawn', {method: 'POST', body: blob}));
}

function upload(chosen) {
  if (chosen.size > MOST_BYTES) {
    refuse('This file is too large: images may have 5 megabytes.');
    return;
  }
  ask('/recognize', {method: 'POST', body: chosen});
}

document.getElementById('recognize').addEventListener('click', recognizeDrawing);
document.getElementById('clear').addEventListener('click', () => {
  clear();
  latest++;
  show('');
  say('Nothing yet: draw, upload or choose a picture.');
});
file.addEventListener('change', () => {
  if (file.files.length) upload(file.files[0]);
});
for (const button of document.querySelectorAll('[data-example]')) {
  button.addEventListener('click', () => ask('/example?' + button.dataset.example));
}
for (const name of ['dragenter', 'dragover']) {
  drop.addEventListener(name, event => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
for (const name of ['dragleave', 'drop']) {
  drop.addEventListener(name, event => {
    event.preventDefault();
    drop.classList.remove('over');
  });
}
drop.addEventListener('drop', event => {
  const dropped = event.dataTransfer.files;
  if (dropped.length) upload(dropped[0]);
});

/** Training comes first while it runs, and makes room when it is over. */
async function follow() {
  const live = document.getElementById('live');
  const training = document.getElementById('training-section');
  const running = live.dataset.state === 'running';
  if (running !== (training === training.parentElement.firstElementChild)) {
    training.parentElement.insertBefore(training, running ? training.parentElement.firstElementChild : null);
  }
  if (!running) return;
  try {
    const reply = await fetch('/training');
    if (reply.ok) live.outerHTML = await reply.text();
  } catch (e) {
    live.querySelector('.status').textContent = 'The server does not answer.';
  }
  setTimeout(follow, 1000);
}

clear();
follow();
