//! The plots of the README: how the cost grows with the size, and the ratio of each tool on each workload.

use std::error::Error;
use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;
use workloads::case::{Tool, Workload};

use crate::Measured;

/// A measured workload.
type Row<'a> = (&'a Workload, Vec<Measured>);
type Drawn = Result<(), Box<dyn Error>>;
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

const TOOLS: [(Tool, RGBColor); 10] = [
    (Tool::Primal, RGBColor(150, 150, 150)),
    (Tool::Gradient, RGBColor(200, 30, 30)),
    (Tool::Hand, RGBColor(0, 0, 0)),
    (Tool::Peer("echidna"), RGBColor(30, 100, 200)),
    (Tool::Peer("ad_trait"), RGBColor(30, 150, 90)),
    (Tool::Peer("reverse"), RGBColor(230, 140, 20)),
    (Tool::Peer("RustQuant"), RGBColor(140, 80, 180)),
    (Tool::Peer("num-dual"), RGBColor(0, 170, 190)),
    (Tool::Peer("autodiff"), RGBColor(170, 120, 70)),
    (Tool::Peer("candle"), RGBColor(230, 90, 170)),
];

/// Draws both plots; `measure` measures a workload in another size.
pub fn draw(rows: &[Row], measure: impl Fn(&Workload, usize) -> Vec<Measured>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots");
    std::fs::create_dir_all(&folder).expect("a folder for the plots");
    ratios(rows, &folder.join("ratios.svg")).expect("a plot");
    let growing: Vec<&Workload> = rows.iter().map(|row| row.0).filter(|workload| workload.sizes.len() > 1).collect();
    costs(&growing, measure, &folder.join("costs.svg")).expect("a plot");
}

/// One line of points for each workload.
fn ratios(rows: &[Row], path: &Path) -> Drawn {
    let height = 24 * u32::try_from(rows.len())? + 110;
    let area = SVGBackend::new(path, (900, height)).into_drawing_area();
    area.fill(&WHITE)?;
    let count = rows.len() as f64;
    let mut chart = ChartBuilder::on(&area)
        .caption("time of a gradient ÷ time of the function", ("sans-serif", 18))
        .x_label_area_size(30)
        .y_label_area_size(250)
        .right_y_label_area_size(120)
        .margin(10)
        .build_cartesian_2d((0.1..1000.0).log_scale(), Lines(count))?;
    let name = |at: &f64| line_of(*at, rows).map_or(String::new(), |row| row.0.name.to_owned());
    chart
        .configure_mesh()
        .y_labels(rows.len() + 1)
        .y_label_formatter(&name)
        .x_label_formatter(&|ratio| format!("{ratio}"))
        .light_line_style(WHITE)
        .draw()?;
    for (tool, color) in &TOOLS[1..] {
        let of = |(k, row): (usize, &Row)| {
            let found = row.1.iter().find(|measured| measured.tool == *tool)?;
            Some((found.cost.ratio, count - 0.5 - k as f64))
        };
        let points: Vec<(f64, f64)> = rows.iter().enumerate().filter_map(of).collect();
        if !points.is_empty() {
            let dots = points.into_iter().map(|point| Circle::new(point, 4, color.filled()));
            chart.draw_series(dots)?.label(tool.label()).legend(|(x, y)| Circle::new((x + 8, y), 4, color.filled()));
        }
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::Coordinate(520, 10))
        .background_style(WHITE.mix(0.8))
        .draw()?;
    Ok(area.present()?)
}

/// The row that is drawn at a height.
fn line_of<'a>(at: f64, rows: &'a [Row<'a>]) -> Option<&'a Row<'a>> {
    let k = rows.len() as f64 - 0.5 - at;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    rows.get((k.round() >= 0.0).then_some(k.round() as usize)?)
}

/// Heights from 0, with a key point in the middle of each line.
struct Lines(f64);

impl Ranged for Lines {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        #[allow(clippy::cast_possible_truncation, reason = "a pixel")]
        let offset = (value / self.0 * f64::from(high - low)).round() as i32;
        low + offset
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        std::iter::successors(Some(0.5), |at| Some(at + 1.0)).take_while(|at| *at < self.0).collect()
    }

    fn range(&self) -> std::ops::Range<f64> {
        0.0..self.0
    }
}

/// One panel for each workload: time against size.
fn costs(workloads: &[&Workload], measure: impl Fn(&Workload, usize) -> Vec<Measured>, path: &Path) -> Drawn {
    let lines = workloads.len().div_ceil(3).max(1);
    let area = SVGBackend::new(path, (1080, 290 * u32::try_from(lines)?)).into_drawing_area();
    area.fill(&WHITE)?;
    for (panel, workload) in area.split_evenly((lines, 3)).iter().zip(workloads) {
        let measured: Vec<_> = workload.sizes.iter().map(|&size| (size as f64, measure(workload, size))).collect();
        cost(panel, workload, &measured)?;
    }
    Ok(area.present()?)
}

fn cost(panel: &Area, workload: &Workload, measured: &[(f64, Vec<Measured>)]) -> Drawn {
    let sizes = measured.iter().map(|(size, _)| *size);
    let times = measured.iter().flat_map(|(_, all)| all).map(|measured| measured.cost.nanoseconds);
    let (low, high) = times.fold((f64::INFINITY, 0.0_f64), |(low, high), time| (low.min(time), high.max(time)));
    let end = sizes.clone().fold(0.0, f64::max);
    let title = workload.name.split(',').next().unwrap_or(workload.name);
    let mut chart = ChartBuilder::on(panel)
        .caption(format!("{title}: ns against size"), ("sans-serif", 14))
        .x_label_area_size(22)
        .y_label_area_size(48)
        .margin(6)
        .build_cartesian_2d((sizes.fold(end, f64::min)..end * 1.1).log_scale(), (low * 0.7..high * 1.4).log_scale())?;
    chart
        .configure_mesh()
        .x_labels(5)
        .y_labels(6)
        .light_line_style(WHITE)
        .x_label_formatter(&|size| format!("{size}"))
        .y_label_formatter(&|time| format!("{time:.0e}"))
        .draw()?;
    for (tool, color) in TOOLS {
        let of = |(size, all): &(f64, Vec<Measured>)| {
            let found = all.iter().find(|measured| measured.tool == tool)?;
            Some((*size, found.cost.nanoseconds))
        };
        let points: Vec<(f64, f64)> = measured.iter().filter_map(of).collect();
        if !points.is_empty() {
            let line = LineSeries::new(points, color.stroke_width(2));
            chart
                .draw_series(line)?
                .label(tool.label())
                .legend(move |(x, y)| Circle::new((x + 8, y), 4, color.filled()));
        }
    }
    let position = SeriesLabelPosition::LowerRight;
    chart
        .configure_series_labels()
        .position(position)
        .background_style(WHITE.mix(0.7))
        .label_font(("sans-serif", 9))
        .draw()?;
    Ok(())
}
