import { SignalingClient } from '../src/index.js';
Object.assign(window, { SignalingClient });
