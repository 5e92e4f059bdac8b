/** Walls of the place on which today's notices stand; a notice that comes is there at once, an old one goes. */
import {
  CanvasTexture,
  Group,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from "three";
import { type FurnitureMeta, placement } from "../scene/furniture";
import { drawNotices, type NoticePage } from "../scene/notice_picture";
import { noticesAt } from "../ui/notices";
import type { Square } from "../ui/square";
import type { PlaceClock } from "./hour";

const PIXELS_WIDE = 1536;
const LOOK_AGAIN_MS = 30_000;

/** Hangs the page of notices on every wall of the document; null where there is none. One picture serves all. */
export function hangNotices(square: Square, furniture: FurnitureMeta, clock: PlaceClock, font: string) {
  const walls = square.config.document.objects.flatMap((object) => {
    const screen = furniture.kinds[object.kind]?.notices;
    return screen ? [{ object, screen }] : [];
  });
  const first = walls[0];
  if (!first) return null;
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS_WIDE;
  canvas.height = Math.round((PIXELS_WIDE * first.screen.h) / first.screen.w);
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearMipmapLinearFilter;
  map.magFilter = LinearFilter;
  map.anisotropy = 8;
  const material = new MeshBasicMaterial({ name: "notices", map, toneMapped: false });
  const group = new Group();
  group.name = "notices";
  for (const { object, screen } of walls) {
    const mesh = new Mesh(new PlaneGeometry(screen.w, screen.h), material);
    // A plane looks to +z, furniture to −z.
    mesh.geometry.rotateY(Math.PI).translate(screen.x, screen.y, screen.z);
    mesh.matrixAutoUpdate = false;
    mesh.matrix.copy(placement(object));
    group.add(mesh);
  }
  let shown = "";
  const show = () => {
    const page = pageOfNotices(square, clock);
    const now = JSON.stringify(page);
    if (now === shown) return;
    shown = now;
    drawNotices(pen, canvas.width, canvas.height, page, font);
    map.needsUpdate = true;
  };
  show();
  square.session.on("notice", show);
  setInterval(show, LOOK_AGAIN_MS);
  return group;
}

function pageOfNotices({ config, texts }: Square, clock: PlaceClock): NoticePage {
  const day = new Intl.DateTimeFormat(config.lang, {
    timeZone: config.time_zone,
    month: "long",
    day: "numeric",
    weekday: "long",
  });
  return {
    heading: texts.say("notices.title"),
    day: day.format(clock.now_ms()),
    notices: noticesAt(config, clock.now_ms()),
    none: texts.say("notices.none"),
  };
}
