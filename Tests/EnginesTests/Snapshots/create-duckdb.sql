CREATE TABLE "school"."suggestions" (
  stratum VARCHAR,
  height_mm INTEGER,
  gender VARCHAR,
  confidence DOUBLE,
  may_be_proposed INTEGER,
  PRIMARY KEY (stratum, height_mm)
);
