# Write the references of the pooling tests with R metafor: tests/cases/pooling/<set>/given.csv of the published data sets
# that come with metafor, and expect.json of every set that has a given.csv. Run from the checkout: Rscript scripts/metafor.R
#
# Given are effects with standard errors (effect, se), correlations with numbers of people (r, n), or estimates as printed
# (measure, value, lower, upper, level); a column `group` parts a set into subgroups. metafor's searches are told to stop
# far closer to the root than they do by default (tau² to 1e-4 of the unit, or 1e-5 a step), so that digits can be compared.

suppressMessages(library(metafor))

folder <- "tests/cases/pooling"
random <- c(`dersimonian-laird` = "DL", `paule-mandel` = "PM", `restricted-likelihood` = "REML")

# ---- the published data sets

number <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

write_set <- function(name, frame) {
  dir.create(file.path(folder, name), recursive = TRUE, showWarnings = FALSE)
  columns <- lapply(frame, function(column) if (is.numeric(column)) number(column) else as.character(column))
  write.table(as.data.frame(columns), file.path(folder, name, "given.csv"), sep = ",", row.names = FALSE, quote = FALSE)
}

effects <- function(study, table, ...) {
  data.frame(study = gsub("[ ,]+", " ", study), effect = as.numeric(table$yi), se = sqrt(as.numeric(table$vi)), ...)
}

published <- function() {
  bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
  write_set("published-bcg-vaccine", effects(paste(bcg$author, bcg$year), bcg, group = bcg$alloc))
  stroke <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
  write_set("published-length-of-stay", effects(stroke$source, stroke))
  smoke <- dat.hackshaw1998
  write_set("published-passive-smoking", effects(paste(smoke$author, smoke$year), smoke, group = smoke$design))
  teachers <- dat.raudenbush1985
  group <- ifelse(teachers$weeks == 0, "no week", "weeks")
  write_set("published-teacher-expectancy", effects(paste(teachers$author, teachers$year), teachers, group = group))
  infarct <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.li2007, add = 1/2, to = "only0")
  write_set("published-magnesium-infarction", effects(infarct$study, infarct))
  writing <- dat.bangertdrowns2004
  write_set("published-writing-to-learn", effects(paste(writing$author, writing$year), writing))
  adherence <- dat.molloy2014
  study <- gsub("[ ,]+", " ", paste(adherence$authors, adherence$year))
  write_set("published-conscientiousness", data.frame(study = study, r = adherence$ri, n = adherence$ni))
}

# ---- effects of a set

logarithmic <- c("odds-ratio", "risk-ratio", "hazard-ratio", "mean-ratio")

from_print <- function(given) {
  ratio <- given$measure %in% logarithmic
  on_scale <- function(x) ifelse(ratio, suppressWarnings(log(x)), x)
  deviate <- qnorm(1 - (1 - given$level / 100) / 2)
  data.frame(yi = on_scale(given$value), sei = (on_scale(given$upper) - on_scale(given$lower)) / (2 * deviate))
}

effects_of <- function(given) {
  if ("r" %in% names(given)) {
    z <- escalc(measure = "ZCOR", ri = given$r, ni = given$n)
    return(data.frame(yi = as.numeric(z$yi), sei = sqrt(as.numeric(z$vi))))
  }
  if ("measure" %in% names(given)) return(from_print(given))
  data.frame(yi = given$effect, sei = given$se)
}

# ---- what metafor says of them

control_of <- function(yi, vi) {
  if (length(yi) < 2) return(list())
  squares <- sum((yi - mean(yi))^2)
  list(
    tau2.max = 10 * squares / qchisq(0.0005, length(yi) - 1) + max(vi), maxiter = 100000,
    tol = 1e-14 * min(vi), threshold = 1e-12 * (min(vi) + squares / length(yi))
  )
}

# Fisher scoring may end on the lower of two hills of the restricted likelihood, or not at all: of the fits from several
# starts, with whole and with half steps, the likeliest is taken. Where the default is not it, that is said.
likeliest <- function(yi, vi, test) {
  fit <- function(...) {
    settings <- c(control_of(yi, vi), list(...))
    try(suppressWarnings(rma(yi, vi, method = "REML", test = test, control = settings)), silent = TRUE)
  }
  greatest <- sum((yi - mean(yi))^2) + min(vi)
  starts <- c(0, exp(seq(log(min(vi) / 10), log(greatest), length.out = 12)))
  fits <- c(list(fit(), fit(stepadj = 0.5)), lapply(starts, function(start) fit(tau2.init = start, stepadj = 0.5)))
  height <- vapply(fits, function(one) if (inherits(one, "try-error")) -Inf else one$fit.stats["ll", "REML"], 0)
  best <- which(height > max(height) - 1e-9)
  best <- c(Filter(function(i) fits[[i]]$tau2 == 0, best), best)[1] # halved steps come near zero and do not reach it
  if (height[1] < max(height) - 1e-9) cat("  the default of REML reaches", height[1], "and not", height[best], "\n")
  fits[[best]]
}

fitted_by <- function(yi, vi, method, test = "z") {
  if (method == "REML" && length(yi) > 1) return(likeliest(yi, vi, test))
  suppressWarnings(rma(yi, vi, method = method, test = test, control = control_of(yi, vi)))
}

wald <- function(fit) {
  list(estimate = c(fit$beta), se = fit$se, lower = fit$ci.lb, upper = fit$ci.ub, p = fit$pval)
}

shares <- function(fit) if (fit$k > 1) list(i2 = fit$I2, h2 = fit$H2) else list(i2 = NA, h2 = NA)

knapp <- function(fit) list(hk_se = fit$se, hk_lower = fit$ci.lb, hk_upper = fit$ci.ub, hk_p = fit$pval)

predicted <- function(fit) {
  if (fit$k < 3) return(list(prediction_lower = NA, prediction_upper = NA))
  interval <- predict(fit, pi.type = "riley")
  list(prediction_lower = interval$pi.lb, prediction_upper = interval$pi.ub)
}

by_random <- function(yi, vi, method) {
  fit <- fitted_by(yi, vi, method)
  found <- c(wald(fit), shares(fit), list(tau2 = if (fit$k > 1) fit$tau2 else NA), predicted(fit))
  if (fit$k < 2) return(found)
  found <- c(found, knapp(fitted_by(yi, vi, method, "knha")))
  floored <- knapp(fitted_by(yi, vi, method, "adhoc"))
  names(floored) <- paste0("floored_", names(floored))
  c(found, floored, influence_of(yi, vi, method))
}

influence_of <- function(yi, vi, method) {
  k <- length(yi)
  without <- lapply(seq_len(k), function(i) fitted_by(yi[-i], vi[-i], method))
  grown <- lapply(seq_len(k), function(i) fitted_by(yi[seq_len(i)], vi[seq_len(i)], method))
  of <- function(fits, what) vapply(fits, function(fit) c(fit[[what]]), 0)
  list(
    without_estimate = of(without, "beta"), without_se = of(without, "se"),
    cumulative_estimate = of(grown, "beta"), cumulative_se = of(grown, "se")
  )
}

heterogeneity_of <- function(yi, vi) {
  fit <- fitted_by(yi, vi, "DL")
  interval <- confint(fit, control = control_of(yi, vi))$random
  list(
    q = fit$QE, df = fit$k - 1, p = fit$QEp, typical_variance = fit$vt,
    tau2_lower = interval["tau^2", "ci.lb"], tau2_upper = interval["tau^2", "ci.ub"],
    i2_lower = interval["I^2(%)", "ci.lb"], i2_upper = interval["I^2(%)", "ci.ub"],
    h2_lower = interval["H^2", "ci.lb"], h2_upper = interval["H^2", "ci.ub"]
  )
}

small_studies_of <- function(yi, sei) {
  test <- regtest(yi, sei = sei, model = "lm", predictor = "sei", ret.fit = TRUE)
  list(
    slope = unname(coef(test$fit)[2]), t = unname(test$zval), df = test$dfs, p = unname(test$pval),
    limit = unname(test$est), limit_lower = unname(test$ci.lb), limit_upper = unname(test$ci.ub)
  )
}

subgroups_of <- function(yi, vi, group) {
  names <- unique(group)
  parts <- lapply(names, function(name) fitted_by(yi[group == name], vi[group == name], "REML"))
  of <- function(what) vapply(parts, function(fit) c(fit[[what]]), 0)
  between <- rma(of("beta"), sei = of("se"), method = "EE")
  list(groups = names, estimate = of("beta"), se = of("se"), q = between$QE, df = between$k - 1, p = between$QEp)
}

expected <- function(given) {
  known <- effects_of(given)
  usable <- is.finite(known$yi) & is.finite(known$sei) & known$sei > 0
  yi <- known$yi[usable]
  sei <- known$sei[usable]
  vi <- sei^2
  common <- rma(yi, vi, method = "EE")
  found <- list(
    source = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
    k = length(yi), left_out = sum(!usable), methods = c(
      list(common = c(wald(common), shares(common))), lapply(random, function(method) by_random(yi, vi, method))
    )
  )
  if (length(yi) > 1) found$heterogeneity <- heterogeneity_of(yi, vi)
  if (length(yi) >= 10 && length(unique(sei)) > 1) found$small_studies <- small_studies_of(yi, sei)
  if ("group" %in% names(given)) found$subgroups <- subgroups_of(yi, vi, given$group[usable])
  found
}

# ---- JSON

json <- function(thing, indent = "") {
  if (is.list(thing)) {
    deeper <- paste0(indent, "  ")
    items <- mapply(function(name, item) paste0(deeper, '"', name, '": ', json(item, deeper)), names(thing), thing)
    return(paste0("{\n", paste(items, collapse = ",\n"), "\n", indent, "}"))
  }
  items <- if (is.character(thing)) paste0('"', thing, '"') else ifelse(is.na(thing), "null", sprintf("%.15g", thing))
  if (length(items) == 1) items else paste0("[", paste(items, collapse = ", "), "]")
}

published()
for (set in list.dirs(folder, recursive = FALSE)) {
  cat(basename(set), "\n")
  given <- read.csv(file.path(set, "given.csv"))
  writeLines(json(expected(given)), file.path(set, "expect.json"))
}
