/** The drawing itself: one renderer, one scene, one eye, and the light that falls on all of it. */
import {
  DirectionalLight,
  Fog,
  HemisphereLight,
  NeutralToneMapping,
  PerspectiveCamera,
  Scene,
  SRGBColorSpace,
  WebGLRenderer,
} from "three";
import { DAYLIGHT, type Light, type LightUniforms, lightUniforms, setLight } from "./light";
import { makeSky, type Sky } from "./sky";

const NEAR_M = 0.25;
const FAR_M = 1400;

export interface Stage {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly eye: PerspectiveCamera;
  readonly light: LightUniforms;
  readonly sky: Sky;
  readonly lamps: { readonly sun: DirectionalLight; readonly sky: HemisphereLight; readonly fog: Fog };
}

/** Whether this browser can draw the place at all. */
export function hasWebGl2(): boolean {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** A stage inside `host`. Throws when the browser refuses a WebGL2 context. */
export function makeStage(host: HTMLElement, antialias: boolean): Stage {
  const renderer = new WebGLRenderer({ antialias, powerPreference: "high-performance", stencil: false });
  renderer.outputColorSpace = SRGBColorSpace;
  renderer.toneMapping = NeutralToneMapping;
  renderer.info.autoReset = true;
  renderer.domElement.setAttribute("aria-hidden", "true");
  host.append(renderer.domElement);
  const scene = new Scene();
  scene.matrixAutoUpdate = false;
  const eye = new PerspectiveCamera(50, 16 / 9, NEAR_M, FAR_M);
  const light = lightUniforms(DAYLIGHT);
  const sky = makeSky(light);
  const lamps = { sun: new DirectionalLight(), sky: new HemisphereLight(), fog: new Fog("#ffffff") };
  scene.fog = lamps.fog;
  scene.add(sky.mesh, lamps.sun, lamps.sky);
  const stage: Stage = { renderer, scene, eye, light, sky, lamps };
  shine(stage, DAYLIGHT);
  return stage;
}

/** Sets the light of the whole stage. */
export function shine(stage: Stage, light: Light): void {
  const { lamps, renderer } = stage;
  setLight(stage.light, light);
  lamps.sun.color.copy(stage.light.sunLight.value);
  lamps.sun.position.copy(stage.light.towardsSun.value);
  lamps.sky.color.copy(stage.light.skyLight.value);
  lamps.sky.groundColor.copy(stage.light.groundLight.value);
  lamps.fog.color.set(light.fog.colour);
  lamps.fog.near = light.fog.near_m;
  lamps.fog.far = light.fog.far_m;
  renderer.toneMappingExposure = light.exposure;
}

/** Fits the drawing to `width_px` × `height_px` CSS pixels. */
export function fit(
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
