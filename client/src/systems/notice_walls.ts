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
import type { BoardPlace } from "../scene/boards";
import { type FurnitureMeta, placement } from "../scene/furniture";
import { drawNotices, type NoticePage } from "../scene/notice_picture";
import { noticesAt } from "../ui/notices";
import type { Square } from "../ui/square";
import type { PlaceClock } from "./hour";

const PIXELS_WIDE = 1536;
const LOOK_AGAIN_MS = 30_000;

/** The page of notices on every wall of the document; follows the document. One picture serves all walls. */
export function hangNotices(
  square: Square,
  furniture: FurnitureMeta,
  clock: PlaceClock,
  font: string,
): Group {
  const group = new Group();
  group.name = "notices";
  let page: Mesh["material"] | null = null;
  const hang = () => {
    for (const wall of group.children) if (wall instanceof Mesh) wall.geometry.dispose();
    group.clear();
    const walls = wallsOf(square, furniture);
    if (walls[0]) page ??= pagePicture(square, walls[0].screen, clock, font);
    for (const { object, screen } of walls) {
      const mesh = new Mesh(new PlaneGeometry(screen.w, screen.h), page ?? undefined);
      // A plane looks to +z, furniture to −z.
      mesh.geometry.rotateY(Math.PI).translate(screen.x, screen.y, screen.z);
      mesh.matrixAutoUpdate = false;
      mesh.matrix.copy(placement(object));
      group.add(mesh);
    }
  };
  hang();
  square.onDocument(hang);
  return group;
}

function wallsOf({ config }: Square, furniture: FurnitureMeta) {
  return config.document.objects.flatMap((object) => {
    const screen = furniture.kinds[object.kind]?.notices;
    return screen ? [{ object, screen }] : [];
  });
}

/** What hangs on the walls, kept true from now on; null where the browser cannot draw it. */
function pagePicture(square: Square, screen: BoardPlace, clock: PlaceClock, font: string) {
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS_WIDE;
  canvas.height = Math.round((PIXELS_WIDE * screen.h) / screen.w);
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearMipmapLinearFilter;
  map.magFilter = LinearFilter;
  map.anisotropy = 8;
  const material = new MeshBasicMaterial({ name: "notices", map, toneMapped: false });
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
  return material;
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
