/** A ring on the ground where one is walking to by oneself. */
import { Mesh, MeshBasicMaterial, RingGeometry } from "three";

const RADIUS_M = 0.42;
const COLOUR = "#ffffff";

export interface Marker {
  readonly mesh: Mesh;
  /** Shows the ring at a spot, or hides it; `pulse` 0..1 is how far it is through its beat. */
  show(at: { readonly x: number; readonly z: number } | null, pulse: number): void;
}

export function makeMarker(): Marker {
  const geometry = new RingGeometry(RADIUS_M * 0.72, RADIUS_M, 32).rotateX(-Math.PI / 2);
  const material = new MeshBasicMaterial({
    name: "marker",
    color: COLOUR,
    transparent: true,
    opacity: 0.85,
    depthWrite: false,
    toneMapped: false,
    polygonOffset: true,
    polygonOffsetFactor: -3,
    polygonOffsetUnits: -10,
  });
  const mesh = new Mesh(geometry, material);
  mesh.name = "marker";
  mesh.visible = false;
  mesh.renderOrder = 3;
  return {
    mesh,
    show(at, pulse) {
      mesh.visible = at !== null;
      if (!at) return;
      mesh.position.set(at.x, 0.04, at.z);
      mesh.scale.setScalar(1 + 0.18 * Math.sin(pulse * 2 * Math.PI));
    },
  };
}
