/**
 * The shadows that the square's things throw on the ground. They are drawn when the sun has moved on, every few
 * minutes, not at every frame: once from the sun, and from that once more as a picture over the ground.
 */
import {
  DepthTexture,
  DoubleSide,
  FloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  OrthographicCamera,
  PlaneGeometry,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";

/** Square of ground on which shadows fall: its north-west corner and side, metres. */
export interface LitGround {
  readonly west: number;
  readonly north: number;
  readonly side_m: number;
}

/** What has this layer of three.js throws a shadow. */
export const THROWS_SHADOW = 1;
const SEEN_FROM_SUN_PX = 2048;
const OVER_GROUND_PX = 1024;
const TALLEST_M = 70;
/** A sun that has moved less than this, radians, throws the same shadow. */
const MOVED = 0.012;
/** Names of the shell's parts that throw shadows: the tall blocks do not, the square is meant to lie in the sun. */
const THROWERS = new Set(["city", "glass", "pines", "broadleaves", "pots"]);

const RESOLVE_VERTEX = /* glsl */ `
varying vec2 vUv;
void main() {
  vUv = uv;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

/** Sixteen looks about each spot of ground: edges are soft, and no stair shows. */
const RESOLVE_FRAGMENT = /* glsl */ `
varying vec2 vUv;
uniform sampler2D fromSun;
uniform mat4 toSun;
uniform vec3 ground;
void main() {
  vec4 at = toSun * vec4(ground.x + vUv.x * ground.z, 0.03, ground.y + vUv.y * ground.z, 1.0);
  vec3 spot = at.xyz * 0.5 + 0.5;
  float seen = 0.0;
  float turn = fract(sin(dot(vUv, vec2(12.9898, 78.233) * 91.7)) * 43758.5453) * 6.2831853;
  for (int n = 0; n < 16; n++) {
    float angle = float(n) * 2.399963 + turn * 0.2;
    vec2 away = sqrt((float(n) + 0.5) / 16.0) * vec2(cos(angle), sin(angle)) * ${(2.4 / SEEN_FROM_SUN_PX).toFixed(6)};
    seen += step(spot.z - 0.0012, texture2D(fromSun, spot.xy + away).r);
  }
  gl_FragColor = vec4(vec3(seen / 16.0), 1.0);
}`;

export class Sunlight {
  /** What of the ground the sun reaches: red, 0 to 1. */
  readonly picture: WebGLRenderTarget;
  private readonly renderer: WebGLRenderer;
  private readonly ground: LitGround;
  private readonly fromSun: WebGLRenderTarget;
  private readonly sunEye = new OrthographicCamera();
  private readonly paint = new MeshBasicMaterial({ side: DoubleSide });
  private readonly resolve: {
    readonly scene: Scene;
    readonly eye: OrthographicCamera;
    readonly material: ShaderMaterial;
  };
  private readonly last = new Vector3();
  private stale = true;

  constructor(renderer: WebGLRenderer, ground: LitGround) {
    this.renderer = renderer;
    this.ground = ground;
    this.fromSun = new WebGLRenderTarget(SEEN_FROM_SUN_PX, SEEN_FROM_SUN_PX);
    this.fromSun.depthTexture = new DepthTexture(SEEN_FROM_SUN_PX, SEEN_FROM_SUN_PX, FloatType);
    this.picture = new WebGLRenderTarget(OVER_GROUND_PX, OVER_GROUND_PX, {
      format: RGBAFormat,
      depthBuffer: false,
      generateMipmaps: true,
      minFilter: LinearMipmapLinearFilter,
      magFilter: LinearFilter,
    });
    this.sunEye.layers.set(THROWS_SHADOW);
    const material = new ShaderMaterial({
      name: "sunlight",
      vertexShader: RESOLVE_VERTEX,
      fragmentShader: RESOLVE_FRAGMENT,
      uniforms: {
        fromSun: { value: this.fromSun.depthTexture },
        toSun: { value: new Matrix4() },
        ground: { value: new Vector3(ground.west, ground.north, ground.side_m) },
      },
      depthTest: false,
      depthWrite: false,
    });
    const scene = new Scene();
    scene.add(new Mesh(new PlaneGeometry(2, 2), material));
    this.resolve = { scene, eye: new OrthographicCamera(), material };
  }

  /** Lets what stands in `shell` throw shadows. */
  take(shell: Object3D): void {
    shell.traverse((node) => {
      if (THROWERS.has(node.name)) node.traverse((part) => part.layers.enable(THROWS_SHADOW));
    });
  }

  /** Something has been put up or taken away: the shadows are drawn anew. */
  again(): void {
    this.stale = true;
  }

  /** Draws the shadows anew where the sun has moved; answers whether it did. */
  follow(scene: Scene, towardsSun: Vector3): boolean {
    if (!this.stale && this.last.angleTo(towardsSun) < MOVED) return false;
    this.last.copy(towardsSun);
    this.stale = false;
    this.look(towardsSun);
    const { renderer } = this;
    const before = { target: renderer.getRenderTarget(), override: scene.overrideMaterial, fog: scene.fog };
    scene.overrideMaterial = this.paint;
    scene.fog = null;
    renderer.setRenderTarget(this.fromSun);
    renderer.clear();
    renderer.render(scene, this.sunEye);
    scene.overrideMaterial = before.override;
    scene.fog = before.fog;
    renderer.setRenderTarget(this.picture);
    renderer.render(this.resolve.scene, this.resolve.eye);
    renderer.setRenderTarget(before.target);
    return true;
  }

  /** Turns the sun's eye so that it holds the whole ground and what stands on it. */
  private look(towardsSun: Vector3): void {
    const { west, north, side_m } = this.ground;
    const eye = this.sunEye;
    const middle = new Vector3(west + side_m / 2, 0, north + side_m / 2);
    eye.position.copy(middle).addScaledVector(towardsSun, side_m);
    eye.lookAt(middle);
    eye.updateMatrixWorld(true);
    const corner = new Vector3();
    const [low, high] = [new Vector3(1e9, 1e9, 1e9), new Vector3(-1e9, -1e9, -1e9)];
    for (const x of [west, west + side_m]) {
      for (const y of [0, TALLEST_M]) {
        for (const z of [north, north + side_m]) {
          corner.set(x, y, z).applyMatrix4(eye.matrixWorldInverse);
          low.min(corner);
          high.max(corner);
        }
      }
    }
    [eye.left, eye.right, eye.bottom, eye.top] = [low.x, high.x, low.y, high.y];
    [eye.near, eye.far] = [-high.z, -low.z];
    eye.updateProjectionMatrix();
    const { toSun } = this.resolve.material.uniforms;
    toSun?.value.multiplyMatrices(eye.projectionMatrix, eye.matrixWorldInverse);
  }
}
