/** The drawing itself: one renderer, one scene, one eye, and the light that falls on all of it. */
import { Fog, NeutralToneMapping, PerspectiveCamera, Scene, SRGBColorSpace, WebGLRenderer } from "three";
import { type Light, type LightUniforms, lightUniforms, setLight } from "./light";
import { makeSky, type Sky } from "./sky";

const NEAR_M = 0.25;
const FAR_M = 1400;

export interface Stage {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly eye: PerspectiveCamera;
  readonly light: LightUniforms;
  readonly sky: Sky;
  readonly fog: Fog;
}

/** A stage inside `host` in this light. Throws when the browser refuses a WebGL2 context. */
export function makeStage(host: HTMLElement, antialias: boolean, first: Light): Stage {
  const renderer = rendererOf(antialias);
  renderer.outputColorSpace = SRGBColorSpace;
  renderer.toneMapping = NeutralToneMapping;
  renderer.info.autoReset = true;
  renderer.domElement.setAttribute("aria-hidden", "true");
  host.append(renderer.domElement);
  const scene = new Scene();
  scene.matrixAutoUpdate = false;
  const eye = new PerspectiveCamera(50, 16 / 9, NEAR_M, FAR_M);
  const light = lightUniforms(first);
  const sky = makeSky(light);
  const fog = new Fog("#ffffff");
  scene.fog = fog;
  scene.add(sky.mesh);
  const stage: Stage = { renderer, scene, eye, light, sky, fog };
  shine(stage, first);
  return stage;
}

/** Asks for the context itself, since three.js reports a refusal as an error of the page. */
function rendererOf(antialias: boolean): WebGLRenderer {
  const canvas = document.createElement("canvas");
  const wishes = { antialias, powerPreference: "high-performance", stencil: false } as const;
  const context = canvas.getContext("webgl2", { ...wishes, alpha: true, depth: true });
  if (!context) throw new Error("The browser gives no WebGL2 context.");
  return new WebGLRenderer({ canvas, context, ...wishes });
}

/** Sets the light of the whole stage. */
export function shine(stage: Stage, light: Light): void {
  setLight(stage.light, light);
  stage.fog.color.set(light.fog.colour);
  stage.fog.near = light.fog.near_m;
  stage.fog.far = light.fog.far_m;
  stage.renderer.toneMappingExposure = light.exposure;
}

/** Fits the drawing to `width_px` × `height_px` CSS pixels. */
export function fitTo(
  stage: Stage,
  width_px: number,
  height_px: number,
  pixelRatio: number,
  fov: number,
): void {
  stage.renderer.setPixelRatio(pixelRatio);
  stage.renderer.setSize(width_px, height_px, false);
  stage.eye.aspect = width_px / Math.max(1, height_px);
  stage.eye.fov = fov;
  stage.eye.updateProjectionMatrix();
}
